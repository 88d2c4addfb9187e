/**
 * What waits for a device waits through its lifeline: cut when the device goes away, it rejects everything that would
 * otherwise wait for ever.
 */
export class Lifeline {
  private readonly waiting = new Set<(error: unknown) => void>();
  private cutBy: { readonly error: unknown } | null = null;

  /** True once the device is gone. */
  get isCut(): boolean {
    return this.cutBy !== null;
  }

  /** Rejects what waits and what comes with `error`; only the first cut counts. */
  cut(error: unknown): void {
    if (this.cutBy) return;
    this.cutBy = { error };
    for (const reject of this.waiting) reject(error);
    this.waiting.clear();
  }

  /** As `work`, but rejects as soon as the line is cut. */
  guard<T>(work: Promise<T>): Promise<T> {
    if (this.cutBy) {
      work.catch(() => undefined);
      return Promise.reject(this.cutBy.error);
    }
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      work.then(resolve, reject).finally(() => this.waiting.delete(reject));
    });
  }
}
