import type { LoggedChange } from '../../config/liveChange.ts';
import type { Demands } from '../../training/loop/demands.ts';

/** Live changes that are made by themselves when training gets to their steps, whoever trains it there. */
export class Ahead {
  private readonly demands: Demands;
  private readonly make: (entry: LoggedChange) => void;
  private left: readonly LoggedChange[] = [];

  /** @param make makes a change between the step it follows and the next one. */
  constructor(entries: readonly LoggedChange[], demands: Demands, make: (entry: LoggedChange) => void) {
    this.demands = demands;
    this.make = make;
    this.put(entries);
  }

  /** Those not made yet, in their order. */
  get entries(): readonly LoggedChange[] {
    return this.left;
  }

  /** Makes none of them any more. @returns whether there were any. */
  drop(): boolean {
    const any = this.left.length > 0;
    this.put([]);
    return any;
  }

  private put(entries: readonly LoggedChange[]): void {
    this.left = entries;
    const act = (entry: LoggedChange) => {
      this.left = this.left.filter((other) => other !== entry);
      this.make(entry);
    };
    this.demands.setMarks(entries.map((entry) => ({ step: entry.step, act: () => act(entry) })));
  }
}
