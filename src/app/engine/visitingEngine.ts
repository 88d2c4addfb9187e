import { checkedNumber } from '../../config/validate.ts';
import type { ExperimentChange } from '../../config/validate.ts';
import type { OpenedLink } from '../../config/link/shared.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import type { NoticeSubject } from '../store/state.ts';
import type { WithCurves } from '../keeping/record.ts';
import { whyNotSetUp } from './linkData.ts';
import { PastEngine } from './pastEngine.ts';

/**
 * The engine with trainings that come from elsewhere: a link, a lesson, a file. The person's own training is kept beside them, on
 * this machine too, until they come back to it or say that the other one takes its place.
 */
export class VisitingEngine extends PastEngine {
  /** The person's own training while another one is shown in its place; null where it is in effect. */
  get ownTraining(): WithCurves | null {
    return this.supervisor.last.aside;
  }

  /** Does work that a person asked for; a failure becomes a notice and rejects, success ends one about the same. */
  async toldAbout<T>(about: NoticeSubject, work: () => Promise<T>): Promise<T> {
    const result = await this.guard(about, work);
    this.dispatch({ type: 'noticeDismissed', about });
    return result;
  }

  /** Sets up what is shared, at step 0. On failure the training in effect stays. @param aside the person's own training where another one is in effect already. */
  async visit(opened: OpenedLink, aside: WithCurves | null = null): Promise<void> {
    const { experiment, changes } = opened.shared;
    await this.toldAbout('link', async () => {
      await this.beside(aside ?? (await this.toKeep()), () => this.supervisor.configure(experiment, changes)).catch((error: unknown) => {
        throw error instanceof CancelledError ? error : whyNotSetUp(error, opened.shared);
      });
    });
    this.dispatch({ type: 'linkOpened', ...opened, own: this.supervisor.last.aside?.step ?? null });
  }

  /** Sets up a training from elsewhere, paused at its step. Likewise. */
  async visitTraining(training: WithCurves, aside: WithCurves | null = null): Promise<void> {
    await this.beside(aside ?? (await this.toKeep()), () => this.restore(training));
    this.dispatch({ type: 'visiting', own: this.supervisor.last.aside?.step ?? null });
    // What a person set is for the training that is aside.
    if (!this.state.stopIsSuggested) this.dispatch({ type: 'stopSet', step: null });
    this.dispatch({ type: 'lessonLeft' });
  }

  /** Back to the person's own training, at its step. Does nothing where it is in effect. */
  async comeBack(): Promise<void> {
    const own = this.supervisor.last.aside;
    if (!own) return;
    await this.endTryOut(own);
    this.dispatch({ type: 'visitEnded', back: true });
  }

  /** Sets an experiment up in the place of a training that has begun, which is kept beside it as in a visit, unless another one is already. */
  tryOut(change: ExperimentChange, training: WithCurves | null): Promise<void> {
    return this.beside(training, () => this.configure(change));
  }

  /** Back to what such an experiment took the place of. */
  async endTryOut(training: WithCurves): Promise<void> {
    const { last } = this.supervisor;
    await this.restore(training);
    if (training === last.aside) await last.endVisit({ adopt: false });
  }

  /** What is in effect takes the place of the person's own training for good; resolves once this machine has it so. */
  async adopt(): Promise<void> {
    await this.keepNow();
    const { last } = this.supervisor;
    await last.endVisit({ adopt: true });
    this.supervisor.forgetKeptBranches();
    this.dispatch({ type: 'visitEnded', back: false });
  }

  /** Where `start()` ends; null where it goes on. Live. */
  async setStopAt(step: number | null): Promise<void> {
    await this.guard('settings', async () => {
      if (step !== null) checkedNumber('The step to stop at', step, { min: 1, max: 1e9 });
      this.dispatch({ type: 'stopSet', step });
    });
    if (this.endless && this.state.phase === 'running') await this.start();
  }

  /** Sets another training up while the person's own one is kept; of a visit after a visit that is the one that is aside already. */
  private async beside(training: WithCurves | null, setUp: () => Promise<void>): Promise<void> {
    const { last } = this.supervisor;
    const own = last.aside ? null : training;
    if (own) last.visit(own);
    try {
      await setUp();
    } catch (error) {
      if (own) await last.endVisit({ adopt: false });
      throw error;
    }
  }

  /** The training in effect, paused, where it has begun; of one that has stopped, its last copy, which is of numbers that are finite. */
  async toKeep(): Promise<WithCurves | null> {
    const { last } = this.supervisor;
    await this.pause();
    if (this.state.step === 0) return null;
    return this.state.halt === null ? this.checkpoint().catch(() => last.training) : this.stopped;
  }

  /** The last copy of the training in effect where that has stopped, with the live changes since; null where it can go on, and where there is none. */
  get stopped(): WithCurves | null {
    const { last } = this.supervisor;
    return this.state.halt === null || last.isHeld ? null : last.goOnFrom(this.state);
  }

  /** The training in effect to be taken elsewhere, while it trains on; of one that has stopped, its last copy. @throws PlaygroundError where there is none. */
  async copy(): Promise<WithCurves> {
    if (this.state.halt === null || this.supervisor.last.isHeld) return this.checkpoint();
    return this.guard('training', async () => {
      if (this.stopped) return this.stopped;
      throw new PlaygroundError('The training stopped before a first copy of it was made.', 'Restart it, and train some steps.');
    });
  }
}
