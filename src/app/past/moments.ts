import { thinned } from '../store/history.ts';

/** Something kept of one step, and what it takes. */
export interface Moment {
  readonly step: number;
  readonly bytes: number;
}

/** Of what is kept of a training by its steps at most so many bytes are held: more are thinned to about half, the first and the last ones least. */
export class Moments<M extends Moment> {
  private readonly budget: number;
  private held: M[] = [];
  private bytes = 0;

  constructor(budget: number, held: readonly M[] = []) {
    this.budget = budget;
    this.set([...held]);
  }

  /** In the order of their steps. */
  get all(): readonly M[] {
    return this.held;
  }

  /** Adds the newest; one of the same step, and those past it, give way. */
  add(moment: M): void {
    const goesOn = (this.held.at(-1)?.step ?? -1) < moment.step;
    if (goesOn && this.bytes + moment.bytes <= this.budget) {
      this.bytes += moment.bytes;
      this.held.push(moment);
    } else this.set([...(goesOn ? this.held : this.held.filter(({ step }) => step < moment.step)), moment]);
  }

  /** The last one that is not past a step; null where there is none. */
  upTo(step: number): M | null {
    let [from, to] = [0, this.held.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.held[middle]!.step <= step) from = middle + 1;
      else to = middle;
    }
    return this.held[from - 1] ?? null;
  }

  private set(moments: M[]): void {
    const count = (all: readonly M[]) => all.reduce((sum, { bytes }) => sum + bytes, 0);
    this.bytes = count(moments);
    this.held = moments;
    // One alone may be larger than the budget.
    while (this.bytes > this.budget && this.held.length > 2) {
      const { length } = this.held;
      const least = Math.max(1, Math.floor(length / 8));
      const fewer = thinned(this.held, { oldest: least, newest: least, between: Math.max(1, Math.floor(length / 4)) });
      this.held = fewer.length < length ? [...fewer] : [this.held[0]!, this.held[length - 1]!];
      this.bytes = count(this.held);
    }
  }
}
