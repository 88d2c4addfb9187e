import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { defaultExperiment, ranges } from '../config/experiment.ts';
import type { Experiment } from '../config/experiment.ts';
import { changedExperiment, checkedNumber } from '../config/validate.ts';
import type { DatasetId } from '../data/catalog.ts';
import { CancelledError, PlaygroundError, describeError } from '../errors.ts';
import type { Evaluation, MemoryInfo, Snapshot, WorkerEvent } from '../worker/protocol.ts';
import { SnapshotFeed } from './snapshotFeed.ts';
import { initialState, reduce } from './state.ts';
import type { Action, AppState } from './state.ts';
import { WorkerLink } from './workerLink.ts';
import type { SpawnedWorker } from './workerLink.ts';

/** Where the data files are and which backend to open. */
export interface EngineOptions {
  readonly spawn: () => SpawnedWorker;
  readonly dataUrl: string;
  readonly backend: 'auto' | 'webgpu' | 'webgl' | 'cpu';
  /** How to tile kernels on WebGPU: `measured`, or a mode by name. */
  readonly tiles: string;
}

/**
 * Everything the page can ask of the worker, and the store that its events reduce into. Every method rejects with a
 * PlaygroundError, after the same error became a notice on the page.
 */
export class Engine {
  readonly store: StoreApi<AppState>;
  private readonly options: EngineOptions;
  /** The last features and who draws them. */
  readonly snapshots = new SnapshotFeed();
  private readonly link: WorkerLink;
  /** The experiment whose events count; those of others are late. */
  private activeId = 0;
  private lastId = 0;
  /** Set-ups wait for each other; everything else waits for them. */
  private settled: Promise<unknown>;

  constructor(options: EngineOptions) {
    this.options = options;
    this.store = createStore(() => initialState);
    this.link = new WorkerLink(options.spawn, {
      receive: (event) => this.receive(event),
      stopped: ({ message, hint }) => this.halt({ message, hint }),
    });
    this.settled = this.open(defaultExperiment).catch((error: unknown) => this.tell(error));
  }

  /** Resolves when training is under way. */
  start(): Promise<void> {
    return this.guard(async () => void (await this.link.send('start', {})));
  }

  /** Resolves when training stands still. */
  pause(): Promise<void> {
    return this.guard(async () => void (await this.link.send('pause', {})));
  }

  /** Resolves when `count` more steps are done and the device is idle. */
  step(count: number): Promise<void> {
    return this.guard(async () => {
      checkedNumber('count', count, { min: 1, max: 1e9 });
      await this.link.send('step', { count: Math.floor(count) });
    });
  }

  /** Back to step 0 of the experiment in effect; opens a new worker where the old one or its GPU is gone. */
  reset(): Promise<void> {
    return this.setUp(() => this.store.getState().experiment);
  }

  /** Sets up another experiment at step 0; on failure the one in effect stays, paused. */
  configure(change: unknown): Promise<void> {
    return this.setUp(() => changedExperiment(this.store.getState().experiment, change));
  }

  /** Sets up a whole experiment at step 0; on failure the one in effect stays, paused. */
  use(experiment: Experiment): Promise<void> {
    return this.setUp(() => experiment);
  }

  /** Live. Without `runIndex`, every run that has a center term. */
  setCenterTerm({ weight, on, runIndex }: { weight: number; on: boolean; runIndex?: number }): Promise<void> {
    return this.guard(async () => {
      checkedNumber('centerWeight', weight, ranges.centerWeight);
      const { runs } = this.store.getState().experiment;
      const withTerm = runs.flatMap(({ objective }, i) => (objective.some(({ loss }) => loss === 'center') ? [i] : []));
      const chosen = runIndex === undefined ? withTerm : withTerm.filter((i) => i === runIndex);
      if (chosen.length === 0) throw new PlaygroundError('No run has a center term.', 'Configure a run with a centerWeight above 0 first.');
      for (const run of chosen) {
        this.dispatch({ type: 'centerTermSet', run, weight, on });
        await this.link.send('setCenterTerm', { run, weight, on });
      }
    });
  }

  /** Live. */
  setRates(rates: { readonly learningRate: number; readonly centerRate: number }): Promise<void> {
    return this.guard(async () => {
      const learningRate = checkedNumber('learningRate', rates.learningRate, ranges.learningRate);
      const centerRate = checkedNumber('centerRate', rates.centerRate, ranges.centerRate);
      this.dispatch({ type: 'ratesSet', learningRate, centerRate });
      await this.link.send('setRates', { learningRate, centerRate });
    });
  }

  /** Live; null is as fast as the device goes. */
  setSpeed(stepsPerSecond: number | null): Promise<void> {
    return this.guard(async () => {
      if (stepsPerSecond !== null) checkedNumber('speed', stepsPerSecond, { min: 0.1, max: 1000 });
      this.dispatch({ type: 'speedSet', stepsPerSecond });
      await this.link.send('setSpeed', { stepsPerSecond });
    });
  }

  /** Measures the whole test set. */
  evaluate(): Promise<Evaluation> {
    return this.guard(async () => {
      const evaluation = await this.link.send('evaluate', {});
      this.dispatch({ type: 'evaluation', id: this.activeId, evaluation });
      return evaluation;
    });
  }

  /** Features of the probe set now. */
  features(): Promise<Snapshot> {
    return this.guard(() => this.link.send('features', {}));
  }

  memory(): Promise<MemoryInfo> {
    return this.guard(() => this.link.send('memory', {}));
  }

  /** Fetches a data set into the browser's cache, then uses it. */
  async download(dataset: DatasetId): Promise<void> {
    const fetched = this.guard(() => this.link.send('download', { dataset }));
    const availability = await fetched.finally(() => this.dispatch({ type: 'downloadEnded' }));
    this.dispatch({ type: 'availabilityKnown', availability });
    await this.configure({ dataset });
  }

  cancelDownload(): Promise<void> {
    return this.guard(async () => void (await this.link.send('cancelDownload', {})));
  }

  /** Uses the IDX files of a data set. */
  async addFiles(files: readonly File[]): Promise<void> {
    const dataset = await this.guard(async () => {
      const read = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
      return this.link.send('addFiles', { files: read }, read.map(({ bytes }) => bytes.buffer));
    });
    await this.configure({ dataset });
    await this.refreshAvailability();
  }

  dismissNotice(): void {
    this.dispatch({ type: 'noticeDismissed' });
  }

  private dispatch(action: Action): void {
    this.store.setState((state) => reduce(state, action), true);
  }

  private tell(error: unknown): void {
    this.dispatch({ type: 'noticed', notice: { kind: error instanceof CancelledError ? 'info' : 'error', ...describeError(error) } });
  }

  /** Waits for set-ups under way, then does the work; a failure becomes a notice and rejects. */
  private async guard<T>(work: () => Promise<T>): Promise<T> {
    await this.settled;
    try {
      return await work();
    } catch (error) {
      this.tell(error);
      throw error;
    }
  }

  private setUp(wanted: () => Experiment): Promise<void> {
    const done = this.guard(async () => {
      const experiment = wanted();
      if (this.link.gone) {
        this.link.renew();
        await this.open(experiment);
      } else {
        await this.link.send('pause', {});
        await this.configureWorker(experiment);
      }
    });
    this.settled = done.catch(() => undefined);
    return done;
  }

  private async open(experiment: Experiment): Promise<void> {
    const { dataUrl, backend, tiles } = this.options;
    try {
      this.dispatch({ type: 'opened', backend: await this.link.send('open', { dataUrl, backend, tiles }) });
    } catch (error) {
      this.link.gone = true;
      this.halt(describeError(error));
      throw error;
    }
    await this.configureWorker(experiment);
    const { speed } = this.store.getState();
    if (speed !== null) await this.link.send('setSpeed', { stepsPerSecond: speed });
    await this.refreshAvailability();
  }

  private async configureWorker(experiment: Experiment): Promise<void> {
    this.dispatch({ type: 'configuring' });
    try {
      await this.link.send('configure', { id: ++this.lastId, experiment });
    } catch (error) {
      this.dispatch({ type: 'configureFailed' });
      throw error;
    }
  }

  private async refreshAvailability(): Promise<void> {
    const availability = await this.link.send('availability', {});
    this.dispatch({ type: 'availabilityKnown', availability });
  }

  /** Training cannot go on; what the page shows stays. */
  private halt({ message, hint }: { readonly message: string; readonly hint: string }): void {
    this.dispatch({ type: 'halted', id: this.activeId, cause: 'failed', message, hint });
  }

  private receive(event: WorkerEvent): void {
    if (event.type === 'prepared') this.activeId = event.id;
    if (event.type === 'halted' && event.cause === 'deviceLost') this.link.gone = true;
    const late = 'id' in event && event.id !== this.activeId && event.type !== 'preparing';
    if (late) return;
    this.dispatch(event);
    if (event.type === 'snapshot') this.snapshots.publish(event.snapshot);
  }
}
