/** The class that a person points at, in a legend or on a point: every panel names it. Made once by the parent of both. */
export class Pointed {
  readonly #listeners = new Set<() => void>();
  #classIndex: number | null = null;

  /** Its number; null for none. */
  get classIndex(): number | null {
    return this.#classIndex;
  }

  /** Points at a class; null ends it. */
  point(classIndex: number | null): void {
    if (classIndex === this.#classIndex) return;
    this.#classIndex = classIndex;
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` whenever another class is pointed at. Returns the unsubscribe function. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
