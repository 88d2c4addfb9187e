import type { Trace } from '../step/lossTrace.ts';

/** What the loop tells while it trains. */
export interface LoopEvents {
  /** Losses since the last call, and the wall time of one step over them, in milliseconds. */
  progress(trace: Trace, stepMs: number): void;
  /** Time for the features of so many test images to be drawn. What it queues before its first await sees the models as they are. */
  snapshot(images: number): Promise<void>;
  /** Time for a checkpoint, likewise. */
  checkpoint(): Promise<void>;
  /** Training began or came to rest. */
  running(running: boolean): void;
  /** This step has been under way for so many whole seconds; told every second. */
  waiting(step: number, seconds: number): void;
  /** Training stopped by a fault; who waits for a step hears of it too. */
  failed(error: unknown): void;
}
