import { settled } from '../settled.ts';
import type { ExperimentChange } from '../../config/validate.ts';
import type { WithCurves } from '../keeping/record.ts';
import type { VisitingEngine } from '../engine/visitingEngine.ts';
import type { ViewMode } from '../store/state.ts';

/** An experiment for a person to try: what changes, how it is looked at, and whether it trains at once. */
export interface Trial {
  readonly change?: ExperimentChange;
  readonly view?: ViewMode;
}

/** Experiments that a person tries out in the place of a training, and the way back to it; after a reload it is a visit's. */
export class TryOuts {
  private readonly engine: VisitingEngine;
  private held: WithCurves | null = null;

  constructor(engine: VisitingEngine) {
    this.engine = engine;
  }

  /** The training that one of them took the place of; null where there is none. */
  get aside(): WithCurves | null {
    return this.held;
  }

  /** Sets an experiment up and trains it; seeds in the training's place have ended. */
  async tryOut({ change, view }: Trial): Promise<boolean> {
    const training = this.held ?? (await this.engine.toKeep());
    if (!(await settled(this.engine.tryOut(change ?? {}, training)))) return false;
    this.setAside(training);
    if (view) this.engine.dispatch({ type: 'viewSet', view });
    return settled(this.engine.start());
  }

  async goBack(): Promise<boolean> {
    if (!this.held) return settled(this.engine.comeBack());
    if (!(await settled(this.engine.endTryOut(this.held)))) return false;
    this.forget();
    this.engine.dispatch({ type: 'viewSet', view: 'follow' });
    return true;
  }

  /** There is no way back any more, but to what is kept on this machine. */
  forget(): void {
    this.setAside(null);
  }

  private setAside(training: WithCurves | null): void {
    this.held = training;
    const { ownTraining: own } = this.engine;
    const before = training ?? own;
    this.engine.dispatch({ type: 'setAside', before: before && { step: before.step }, isVisit: training === null && own !== null });
  }
}
