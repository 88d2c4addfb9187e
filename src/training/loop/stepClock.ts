/** Least time that a step's duration is measured over, in milliseconds; where finished work is told late, so many times as late. */
const window = { ms: 200, latenesses: 5 };

/**
 * What a step takes, by when its losses come. Where finished work is told late, several come at once and then none for a while:
 * the time between two of them says nothing, only that over some of them does.
 */
export class StepClock {
  /** How late finished work is told, in milliseconds. */
  latenessMs = 0;
  private steps = 0;
  private marks: { readonly at: number; readonly steps: number }[] = [];

  /** Training begins, or goes on after a rest. */
  begin(now: number): void {
    this.steps = 0;
    this.marks = [{ at: now, steps: 0 }];
  }

  /** So many more steps are done. @returns milliseconds of a step of late; null while too little time has passed to tell. */
  count(steps: number, now: number): number | null {
    this.steps += steps;
    this.marks.push({ at: now, steps: this.steps });
    const span = Math.max(window.ms, window.latenesses * this.latenessMs);
    while (this.marks[1] && now - this.marks[1].at >= span) this.marks.shift();
    const from = this.marks[0]!;
    return now - from.at >= this.latenessMs ? (now - from.at) / (this.steps - from.steps) : null;
  }
}
