import type { Lifeline } from './lifeline.ts';

/** A device to train on, as the loop sees it. */
export interface LoopDevice {
  /** Resolves when the device has done all that was submitted before the call. */
  idle(): Promise<void>;
  /** How late finished work is told, in milliseconds. */
  readonly clockMs: number;
  /** Cut when the device is gone. */
  readonly lifeline: Lifeline;
  /** Whether the device is gone: what a loss causes is seen a moment before the loss itself is told. */
  isLost(error: unknown): Promise<boolean>;
}

/** Steps on their way to a device. */
export class Submissions {
  /** Steps submitted and not known to be done. */
  steps = 0;
  /** When a step was last known to be done, in milliseconds of `performance.now()`. */
  lastDone = performance.now();
  readonly device: LoopDevice;
  private readonly waiting = new Set<Promise<void>>();

  constructor(device: LoopDevice) {
    this.device = device;
  }

  /** Takes note of so many steps, just submitted. */
  add(steps: number): void {
    this.steps += steps;
    const work: Promise<void> = this.device.idle().then(() => {
      this.steps -= steps;
      // Not the first one: that work is told in its order is promised by no browser.
      this.waiting.delete(work);
      this.lastDone = performance.now();
    });
    // Who waits for it hears of a failure.
    work.catch(() => undefined);
    this.waiting.add(work);
  }

  /** Waits until at most so many steps are under way. */
  async atMost(steps: number): Promise<void> {
    while (this.steps > steps) {
      const [first] = this.waiting;
      await this.device.lifeline.guard(first!);
    }
  }
}
