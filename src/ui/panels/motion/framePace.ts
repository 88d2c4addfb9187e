/** Frames farther apart than this, in milliseconds, show jumps rather than movement. */
const slowMs = 60;
/** A slow page is tried again after this time, in milliseconds: it may have been busy for a moment. */
const retryMs = 10_000;
/** A frame later than this, in milliseconds, counts as this late: one long wait, as behind another tab, tells nothing of the pace. */
const latestMs = 120;
/** Share of the newest interval in the mean. */
const weight = 0.3;
/** Before anything is known: sixty frames a second. */
const expectedMs = 16;

/** Whether the page draws frames fast enough for movement to be worth them. Times are milliseconds of one clock. */
export class FramePace {
  #last = 0;
  #mean = expectedMs;
  #slowSince = Number.NEGATIVE_INFINITY;

  /** Takes note of a frame; `follows` says that it came as soon as the page could draw it after the one before. */
  frame(now: number, follows: boolean): void {
    if (follows) this.#mean += weight * (Math.min(latestMs, now - this.#last) - this.#mean);
    this.#last = now;
    if (this.#mean <= slowMs) return;
    this.#slowSince = now;
    this.#mean = expectedMs;
  }

  /** Whether frames were lately too far apart. */
  isSlow(now: number): boolean {
    return now - this.#slowSince < retryMs;
  }
}
