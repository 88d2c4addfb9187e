import { fromStart } from '../../config/branch.ts';
import { termOf } from '../../config/experiment.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import { ranges } from '../../config/ranges.ts';
import type { Experiment } from '../../config/schema.ts';
import { checkFiles } from '../../config/files.ts';
import { changedExperiment, checkedNumber } from '../../config/validate.ts';
import type { DatasetId } from '../../data/catalog.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import { losses } from '../../losses/catalog.ts';
import { ofProbe } from '../store/snapshotFeed.ts';
import type { Evaluation, FullFeatures, Probe } from '../../worker/looks/looks.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { OwnFile, ReadChoice } from '../../worker/own/protocol.ts';
import type { AddedExamples, MemoryInfo } from '../../worker/protocol.ts';
import type { Client } from '../../worker/client.ts';
import type { AppState, NoticeSubject } from '../store/state.ts';
import type { WithCurves } from '../keeping/record.ts';
import { Supervisor } from './supervisor.ts';
import type { EngineOptions } from './options.ts';

/** A live change of one loss's terms. */
export interface TermChange {
  readonly loss: string;
  readonly weight: number | null;
  readonly on: boolean;
  readonly runs?: readonly number[];
}

/**
 * Everything that can be asked of the trainer. Commands reach it in the order of the calls. Every method rejects with a
 * PlaygroundError, after the same error became a notice on the page; only what was cancelled by something else that was asked
 * for becomes none.
 */
export class Engine {
  protected readonly supervisor: Supervisor;

  constructor(options: EngineOptions) {
    this.supervisor = new Supervisor(options);
  }

  get store(): Supervisor['store'] {
    return this.supervisor.store;
  }

  get snapshots(): Supervisor['snapshots'] {
    return this.supervisor.snapshots;
  }

  get state(): AppState {
    return this.store.getState();
  }

  readonly dispatch: Supervisor['dispatch'] = (action) => this.supervisor.dispatch(action);

  /** Resolves when training is under way. */
  start(): Promise<void> {
    return this.work('training', async (id) => void (await this.supervisor.send('start', { id, until: this.state.stopAt })));
  }

  /** Resolves when training stands still. */
  pause(): Promise<void> {
    return this.look(async () => void (await this.supervisor.send('pause', {})));
  }

  /** Resolves when `count` steps after those already asked for are done. @throws CancelledError with the step reached, when a pause or a set-up comes first. */
  step(count: number): Promise<void> {
    return this.work('training', async (id) => {
      checkedNumber('count', count, { min: 1, max: 1e9 });
      await this.supervisor.send('step', { id, count: Math.floor(count) });
    });
  }

  /** Back to step 0 of the experiment in effect. */
  reset(): Promise<void> {
    return this.setUp(() => this.state.effective, { what: 'Reset' });
  }

  /** After a fault: from the last checkpoint, but from step 0 where training has diverged or there is none. */
  restart(): Promise<void> {
    const { rescue, hasNotBegun } = this.supervisor;
    if (hasNotBegun) return this.supervisor.beginAgain();
    return rescue ? this.restore(rescue) : this.reset();
  }

  /** Sets up another experiment at step 0; on failure the one in effect stays, paused, its training intact. */
  configure(change: unknown): Promise<void> {
    return this.setUp(() => this.fitting(changedExperiment(this.state.effective, change), change));
  }

  /** Sets up a whole experiment at step 0, with live changes to come; on failure likewise. */
  use(experiment: Experiment, ahead: readonly LoggedChange[] = []): Promise<void> {
    return this.setUp(() => experiment, { ahead });
  }

  /** The training in effect as it is now, with its curves. */
  async checkpoint(): Promise<WithCurves> {
    const training = await this.look(() => this.supervisor.send('checkpoint', {}));
    this.supervisor.past.mark(training);
    const { lossHistory, evaluations } = this.state;
    return { ...training, lossHistory, evaluations };
  }

  /** Sets a training up again, paused at its step. */
  restore(training: Parameters<Supervisor['restore']>[0]): Promise<void> {
    return this.guard('setUp', () => this.supervisor.restore(training));
  }

  /** Live, at one step in all these runs; without them, in every run that has the term. A weight of null leaves each its own. */
  setTerm({ loss, weight, on, runs }: TermChange): Promise<void> {
    return this.work('settings', async () => {
      const { label, weight: range } = losses.get(loss);
      if (weight !== null) checkedNumber(`The weight of the ${label.toLowerCase()}`, weight, range);
      const withTerm = this.state.experiment.runs.flatMap((run, i) => (termOf(run, loss) ? [i] : []));
      const chosen = withTerm.filter((i) => runs?.includes(i) ?? true);
      if (chosen.length === 0) throw new PlaygroundError(`No run has a ${label.toLowerCase()} term.`, `Configure a run with a weight of the ${label.toLowerCase()} above 0 first.`);
      await this.supervisor.change({ kind: 'term', loss, runs: chosen, weight, on });
    });
  }

  /** Live. */
  setRates(rates: { readonly learningRate: number; readonly centerRate: number }): Promise<void> {
    return this.work('settings', () => {
      const learningRate = checkedNumber('learningRate', rates.learningRate, ranges.learningRate);
      const centerRate = checkedNumber('centerRate', rates.centerRate, ranges.centerRate);
      return this.supervisor.change({ kind: 'rates', learningRate, centerRate });
    });
  }

  /** Live; null is as fast as the device goes. */
  setSpeed(stepsPerSecond: number | null): Promise<void> {
    return this.work('settings', async () => {
      if (stepsPerSecond !== null) checkedNumber('speed', stepsPerSecond, { min: 0.1, max: 1000 });
      this.dispatch({ type: 'speedSet', stepsPerSecond });
      await this.supervisor.send('setSpeed', { stepsPerSecond });
    });
  }

  /** Measures the whole test set. */
  evaluate(): Promise<Evaluation> {
    return this.look(() => this.supervisor.send('evaluate', {}));
  }

  /** Features of the probe set now. */
  async features(): Promise<FullFeatures & Probe> {
    const features = await this.look(() => this.supervisor.send('features', {}));
    return { ...features, ...ofProbe(features, this.snapshots.probe!) };
  }

  memory(): Promise<MemoryInfo> {
    return this.look(() => this.supervisor.send('memory', {}));
  }

  /** Fetches a data set into the browser's cache. @throws CancelledError when the person cancels it. */
  async download(dataset: DatasetId): Promise<void> {
    const fetched = this.work('data', () => this.supervisor.send('download', { dataset }));
    const availability = await fetched.finally(() => this.dispatch({ type: 'downloadEnded' }));
    this.dispatch({ type: 'availabilityKnown', availability });
  }

  cancelDownload(): Promise<void> {
    return this.look(async () => void (await this.supervisor.send('cancelDownload', {})));
  }

  /** Reads files into a data set: one of the catalog, or the person's own. @throws CancelledError when the person cancels it. */
  addExamples(files: readonly OwnFile[], choice: ReadChoice = {}): Promise<AddedExamples> {
    return this.work('data', async () => {
      checkFiles(files);
      const added = await this.supervisor.send('addExamples', { files, choice }).finally(() => this.dispatch({ type: 'readingEnded' }));
      await (added.own ? this.refreshOwnSets() : this.supervisor.refreshAvailability());
      return added;
    });
  }

  cancelReading(): Promise<void> {
    return this.look(async () => void (await this.supervisor.send('cancelExamples', {})));
  }

  /** An image of a set that a person brought, as a network sees it. */
  example(id: DatasetId, path: string): Promise<SeenImage> {
    return this.guard('data', () => this.supervisor.send('example', { id, path }));
  }

  async refreshOwnSets(): Promise<void> {
    this.dispatch({ type: 'ownSetsKnown', sets: await this.guard('data', () => this.supervisor.send('ownSets', {})) });
  }

  /** Deletes a set that a person brought from this browser. */
  async removeOwn(id: DatasetId): Promise<void> {
    this.dispatch({ type: 'ownSetsKnown', sets: await this.work('data', () => this.supervisor.send('removeOwn', { id })) });
  }

  /** Asks the worker for what has no method here. */
  asking(about: NoticeSubject): Client['send'] {
    return (type, body) => this.work(about, () => this.supervisor.send(type, body));
  }

  /** Looks at the training for what has no method here: success ends no notice. */
  readonly looking: Client['send'] = (type, body) => this.look(() => this.supervisor.send(type, body));

  /** Keeps the training on this machine as it is now. */
  keepNow(): Promise<void> {
    return this.supervisor.keepNow();
  }

  /** Keeps trainings from this tab on. */
  takeOver(): Promise<void> {
    return this.work('keeping', () => this.supervisor.takeOver());
  }

  /** A batch no larger than a set that a person brought, where none was asked for. */
  protected fitting(experiment: Experiment, change: unknown): Experiment {
    const set = this.state.ownSets.find(({ id }) => id === experiment.dataset);
    if (!set || (typeof change === 'object' && change !== null && 'batchSize' in change)) return experiment;
    const count = set.classes.reduce((sum, { train }, c) => sum + (experiment.heldOut.includes(c) ? 0 : train), 0);
    return { ...experiment, batchSize: Math.min(experiment.batchSize, Math.max(1, count)) };
  }

  private setUp(wanted: () => Experiment, { ahead = [], what }: { readonly ahead?: readonly LoggedChange[]; readonly what?: string } = {}): Promise<void> {
    return this.guard('setUp', () => this.supervisor.configure(fromStart(wanted()), ahead, what));
  }

  /** As `look`; success also ends a notice about the same. */
  private work<T>(about: NoticeSubject, work: (id: number) => Promise<T>): Promise<T> {
    return this.guard(about, async () => {
      await this.supervisor.gate.pass();
      const result = await work(this.supervisor.id);
      this.dispatch({ type: 'noticeDismissed', about });
      return result;
    });
  }

  /** Does the work after what was set up first; a failure becomes a notice and rejects. */
  private look<T>(work: () => Promise<T>): Promise<T> {
    return this.guard('training', async () => {
      await this.supervisor.gate.pass();
      return work();
    });
  }

  protected async guard<T>(about: NoticeSubject, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CancelledError)) this.supervisor.tell(about, error);
      else if (about === 'data') this.dispatch({ type: 'noticed', notice: { kind: 'info', about, message: error.message, hint: error.hint } });
      throw error;
    }
  }
}
