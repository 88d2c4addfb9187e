import type { LoopDevice } from './submissions.ts';

/** One kind of work beside the steps, such as drawing: one at a time, and not more often than its interval allows. */
export class Errand {
  private readonly work: () => Promise<void>;
  private readonly failed: (error: unknown) => void;
  private underWay: Promise<void> | null = null;
  private last = 0;

  /** @param failed hears of a failure; not of one by the device's loss, which everything hears of. */
  constructor(work: () => Promise<void>, failed: (error: unknown) => void) {
    this.work = work;
    this.failed = failed;
  }

  /** What is under way; null where nothing is. */
  get pending(): Promise<void> | null {
    return this.underWay;
  }

  /** The interval starts now. */
  begin(): void {
    this.last = performance.now();
  }

  /** Forgets what an old device was asked for. */
  forget(): void {
    this.underWay = null;
  }

  /** Starts the work if it is time. What it queues before its first await sees the models as they are. @returns whether it started. */
  runWhenDue(interval: number, device: LoopDevice): boolean {
    const now = performance.now();
    if (this.underWay || now - this.last < interval) return false;
    this.last = now;
    const started = this.run(device).finally(() => {
      if (this.underWay === started) this.underWay = null;
    });
    this.underWay = started;
    return true;
  }

  private async run(device: LoopDevice): Promise<void> {
    try {
      await device.lifeline.guard(this.work());
    } catch (error) {
      if (!(await device.isLost(error))) this.failed(error);
    }
  }
}
