/** The extents that the panels of one page want, so that linked panels can share the largest. Made once by their parent. */
export class ViewScale {
  readonly #extents = new Map<number, number>();
  readonly #listeners = new Set<() => void>();

  /** The largest extent wanted, in feature units; 0 before the first. */
  get largest(): number {
    return Math.max(0, ...this.#extents.values());
  }

  /** Says what the panel of a run wants; listeners hear of a change of the largest. */
  publish(run: number, extent: number): void {
    this.#change(() => this.#extents.set(run, extent));
  }

  /** Forgets a run whose panel is gone. */
  withdraw(run: number): void {
    this.#change(() => this.#extents.delete(run));
  }

  /** Calls `listener` whenever the largest extent changes. Returns the unsubscribe function. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(apply: () => void): void {
    const before = this.largest;
    apply();
    if (this.largest !== before) for (const listener of this.#listeners) listener();
  }
}
