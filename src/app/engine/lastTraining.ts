import type { Keeper } from '../keeping/keeper.ts';
import { recordVersion } from '../keeping/record.ts';
import type { WithCurves } from '../keeping/record.ts';

/** The last checkpoint of the person's training: what is kept on this machine, and what a training goes on from when the worker or its device is gone. */
export class LastTraining {
  private readonly keeper: Keeper;
  private last: WithCurves | null = null;
  private held = false;

  constructor(keeper: Keeper) {
    this.keeper = keeper;
  }

  /** Null where nothing is to be gone on from. */
  get training(): WithCurves | null {
    return this.last;
  }

  /** True while what is trained is not the person's own. */
  get isHeld(): boolean {
    return this.held;
  }

  /** What was brought back from this machine. */
  found(training: WithCurves): void {
    this.last = training;
  }

  /** Takes the place of the last one; not while one is held. */
  keep(training: WithCurves): void {
    if (this.held) return;
    this.last = training;
    this.save(training);
  }

  /** It was thrown away; one that is held was not. */
  forget(): void {
    if (this.held) return;
    this.last = null;
    this.keeper.clear();
  }

  /** From here on others are trained in its place: they are not kept, and this one is what a reload brings back. */
  hold(training: WithCurves): void {
    this.held = true;
    this.last = training;
    if (training.step > 0) this.save(training);
  }

  /** What is trained is the person's own again. */
  release(): void {
    this.held = false;
  }

  private save(training: WithCurves): void {
    this.keeper.save({ ...training, version: recordVersion, at: Date.now() });
  }
}
