import { CancelledError } from '../../errors.ts';

/** Something to be done between two steps, right after that step. */
export interface Cue {
  readonly step: number;
  act(): void;
  /** In place of `act`, where training ends before. */
  drop?(error: unknown): void;
}

/** Who asked for training up to a step. */
interface Waiter {
  readonly target: number;
  resolve(): void;
  reject(error: unknown): void;
}

/** How far a training is to go, and who waits for which of its steps. Requests for steps add up; a rest ends them all. */
export class Demands {
  private goal: number;
  private waiters: Waiter[] = [];
  private rests: (() => void)[] = [];
  private cues: Cue[] = [];
  private marks: Cue[] = [];

  /** @param step the step that the training has reached. */
  constructor(step: number) {
    this.goal = step;
  }

  /** True while somebody waits for a rest. */
  get resting(): boolean {
    return this.rests.length > 0;
  }

  /** Trains on and on, or up to a step; up to those that somebody waits for in any case. */
  goOn(until = Infinity): void {
    this.goal = Math.max(until, ...this.waiters.map(({ target }) => target));
  }

  /** Asks for `count` steps after `step` and after those asked for before. Resolves with `tellReached`. */
  add(count: number, step: number): Promise<void> {
    const target = Math.max(step, ...this.waiters.map((waiter) => waiter.target)) + count;
    this.goal = Math.max(this.goal, target);
    return new Promise((resolve, reject) => this.waiters.push({ target, resolve, reject }));
  }

  /**
   * Wants nothing more. Who waits for steps is refused once training stands still, but for steps that were reached.
   * @param rested resolves when it stands still, with the step reached.
   * @param why begins the sentence that they are told: "Paused".
   */
  async end(rested: Promise<number>, why: string): Promise<void> {
    this.goal = 0;
    const left = this.waiters.splice(0);
    const step = await rested;
    for (const { target, resolve, reject } of left) {
      if (target <= step) resolve();
      else reject(new CancelledError(`${why} at step ${step}, before step ${target} was reached.`, 'Ask for the steps that are left.'));
    }
  }

  /** Resolves when training rests for the next time, also when it goes on at once. */
  rest(): Promise<void> {
    return new Promise((resolve) => this.rests.push(resolve));
  }

  tellRested(): void {
    this.rests.splice(0).forEach((resolve) => resolve());
  }

  /** The step to train to. `told` was reached once: a training that is done again goes at least there. */
  wanted(told: number): number {
    const again = Math.max(told, this.cues.at(-1)?.step ?? 0);
    return this.resting ? again : Math.max(this.goal, again);
  }

  /** The next step after `step` that somebody waits for, that something happens at, or that is wanted. */
  nextStop(step: number, told: number): number {
    const stops = [this.wanted(told), ...this.waiters.map(({ target }) => target), ...[...this.cues, ...this.marks].map((cue) => cue.step)];
    return Math.min(...stops.filter((stop) => stop > step));
  }

  /** Whether somebody waits for a step up to this one. */
  awaited(step: number): boolean {
    return this.waiters.some(({ target }) => target <= step);
  }

  tellReached(step: number): void {
    const reached = this.waiters.filter(({ target }) => target <= step);
    this.waiters = this.waiters.filter(({ target }) => target > step);
    reached.forEach(({ resolve }) => resolve());
  }

  /** Ends everything: who waits for steps is refused with `error`. */
  refuse(error: unknown): void {
    this.goal = 0;
    this.cues.splice(0).forEach((cue) => cue.drop?.(error));
    this.tellRested();
    this.waiters.splice(0).forEach(({ reject }) => reject(error));
  }

  /** What happened at steps that are done again, in order. */
  setCues(cues: readonly Cue[]): void {
    this.cues = [...cues];
  }

  /** What is to be done right after steps to come, in order. Nobody goes there for it. */
  setMarks(marks: readonly Cue[]): void {
    this.marks = [...marks];
  }

  /** Something to be done right after a step, after all that was to be done there before. */
  addCue(cue: Cue): void {
    this.cues = [...this.cues, cue].sort((a, b) => a.step - b.step);
  }

  /** Does what belongs right after the steps up to this one. */
  playCues(step: number): void {
    while (this.cues[0] && this.cues[0].step <= step) this.cues.shift()!.act();
    while (this.marks[0] && this.marks[0].step <= step) this.marks.shift()!.act();
  }
}
