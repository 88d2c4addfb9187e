/** Does work on the newest of what it is given, one after the other: what comes meanwhile takes the place of what waits. */
export class Latest<T> {
  readonly #work: (value: T) => Promise<void>;
  #waiting: { readonly value: T } | null = null;
  #busy: Promise<void> | null = null;

  /** @param work must not reject. */
  constructor(work: (value: T) => Promise<void>) {
    this.#work = work;
  }

  /** Resolves when this, or what took its place, is done and nothing waits. */
  give(value: T): Promise<void> {
    this.#waiting = { value };
    this.#busy ??= this.#go();
    return this.#busy;
  }

  /** Forgets what waits. */
  drop(): void {
    this.#waiting = null;
  }

  async #go(): Promise<void> {
    while (this.#waiting) {
      const { value } = this.#waiting;
      this.#waiting = null;
      await this.#work(value);
    }
    this.#busy = null;
  }
}
