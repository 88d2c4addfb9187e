import { tidy } from '@tensorflow/tfjs-core';
import { describeError } from '../../errors.ts';
import { activeWebGPU, submit } from '../../kernels/device/dispatch.ts';
import { recordStep } from '../../kernels/recording/recordedStep.ts';
import type { RecordedStep } from '../../kernels/recording/recordedStep.ts';

/** How steps are run: not recorded yet, replayed from a recording, or one by one through tfjs, for the reason given. */
export type CaptureState = 'pending' | 'captured' | { readonly ordinary: string };

/**
 * Runs a training step over and over. On WebGPU the first step is an ordinary one, which puts everything on the device; then
 * the step is recorded once and replayed, so that a step costs the host next to nothing. Where it cannot be recorded, all
 * steps are ordinary. Both ways queue the same commands and give the same numbers to the bit.
 */
export class CapturedStep {
  private readonly queueStep: () => void;
  private recorded: RecordedStep | null = null;
  private warm = false;
  private reason: string | null = null;

  /**
   * @param queueStep queues one step; all its state lies on the device. It runs in a `tidy`.
   * @param capture false for ordinary steps only.
   */
  constructor(queueStep: () => void, capture: boolean) {
    this.queueStep = queueStep;
    if (!capture) this.reason = 'Capturing is switched off.';
    else if (!activeWebGPU()) this.reason = 'Only WebGPU can replay recorded commands.';
  }

  get state(): CaptureState {
    if (this.reason !== null) return { ordinary: this.reason };
    return this.recorded ? 'captured' : 'pending';
  }

  /** Device memory that the recording holds, in bytes; tfjs's `numBytes` does not count it. */
  get bytes(): number {
    return this.recorded?.bytes ?? 0;
  }

  /** Queues that many steps; returns before the device has done them. Replayed ones go to the device in one submission. */
  run(steps: number): void {
    if (this.recorded?.stale) this.forget();
    const ordinary = this.warm ? 0 : Math.min(steps, 1);
    this.runOrdinary(ordinary);
    const left = steps - ordinary;
    if (left === 0) return;
    const recording = this.recording();
    if (recording) recording.replay(left);
    else this.runOrdinary(left);
  }

  /** Runs the next step as an ordinary one and records it anew: what it runs has changed. */
  renew(): void {
    this.forget();
  }

  /** Frees the recording. */
  dispose(): void {
    this.forget();
  }

  private runOrdinary(steps: number): void {
    for (let done = 0; done < steps; done++) {
      tidy(this.queueStep);
      const backend = activeWebGPU();
      if (backend) submit(backend);
      this.warm = true;
    }
  }

  /** A fault of the step itself is thrown again by the ordinary step that follows a failed recording. */
  private recording(): RecordedStep | null {
    const backend = activeWebGPU();
    if (!backend || this.reason !== null) return null;
    try {
      this.recorded ??= recordStep(backend, this.queueStep);
    } catch (error) {
      this.reason = describeError(error).message;
    }
    return this.recorded;
  }

  private forget(): void {
    this.recorded?.dispose();
    this.recorded = null;
    this.warm = false;
  }
}
