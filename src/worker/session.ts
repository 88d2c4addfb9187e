import { DeviceLostError, DivergedError, describeError } from '../errors.ts';
import { TrainingLoop } from '../training/loop.ts';
import type { Trace, Trainer } from '../training/trainer.ts';
import type { Evaluation, MemoryInfo, SetUp, Snapshot, WorkerEvent } from './protocol.ts';

/** What a session is made of. */
export interface SessionParts {
  /** Number of the experiment; its events carry it. */
  readonly id: number;
  /** Disposed with the session. */
  readonly trainer: Trainer;
  /** Resolves when the device has done all that was submitted. */
  readonly idle: () => Promise<void>;
  readonly emit: (event: WorkerEvent) => void;
  /** Finds what is behind an error: a lost device shows itself as all kinds of errors first. */
  readonly explain: (error: unknown) => Promise<unknown>;
}

/** Test images of the first look at an experiment: a moment's work on any device. */
const firstLook = 250;

/** One experiment from set-up to disposal: its trainer, the loop that drives it, and the events that tell the page. */
export class Session {
  readonly id: number;
  readonly loop: TrainingLoop;
  private readonly trainer: Trainer;
  private readonly emit: (event: WorkerEvent) => void;
  private readonly explain: (error: unknown) => Promise<unknown>;
  /** The measuring that follows a training; given up when training goes on or the session ends. */
  private measuring: Promise<void> = Promise.resolve();
  private ended = false;
  private mayTune = true;
  /** What follows the first look. */
  private looking: Promise<void> = Promise.resolve();

  constructor({ id, trainer, idle, emit, explain }: SessionParts) {
    this.id = id;
    this.trainer = trainer;
    this.emit = emit;
    this.explain = explain;
    this.loop = new TrainingLoop(
      trainer,
      {
        progress: (trace, stepMs) => this.tellProgress(trace, stepMs),
        snapshot: (images) => this.tellSnapshot(images),
        running: (running) => {
          emit({ type: 'running', id, running });
          if (!running) this.measuring = this.measureAtRest();
        },
        failed: (error) => void this.fail(error),
      },
      idle,
    );
  }

  get setUp(): SetUp {
    const { dataset, experiment, parameterCount, stepsPerEpoch } = this.trainer;
    const { id, label, classNames, trainLabels, testLabels } = dataset;
    return {
      experiment,
      dataset: { id, label, classNames, trainCount: trainLabels.length, testCount: testLabels.length },
      parameterCount,
      stepsPerEpoch,
    };
  }

  /** Live, from the next step on. @throws PlaygroundError when the run has no center term. */
  setCenterTerm(run: number, { weight, on }: { readonly weight: number; readonly on: boolean }): void {
    this.trainer.setCenterTerm(run, { weight, on });
  }

  /** Live, from the next step on. */
  setRates({ learningRate, centerRate }: { readonly learningRate: number; readonly centerRate: number }): void {
    this.trainer.setRates({ learningRate, centerRate });
  }

  /** What the device holds between steps and measurements: those hold some tensors for a moment. */
  async memory(): Promise<MemoryInfo> {
    await this.measuring;
    return this.loop.between(async () => this.trainer.memory());
  }

  /** The whole test set, measured between two steps. */
  evaluate(): Promise<Evaluation> {
    return this.loop.between(async () => (await this.evaluation(() => true))!);
  }

  /** Features of the probe set, between two steps. */
  features(): Promise<Snapshot> {
    return this.loop.between(async () => (await this.snapshot()).snapshot);
  }

  private async fail(error: unknown): Promise<void> {
    this.halt(await this.explain(error));
  }

  /** Tells a fault; training rests and what the page shows stays. */
  halt(error: unknown): void {
    const cause = error instanceof DivergedError ? 'diverged' : error instanceof DeviceLostError ? 'deviceLost' : 'failed';
    this.emit({ type: 'halted', id: this.id, cause, ...describeError(error) });
  }

  /** Tells that the experiment is set up, with its untrained features at once: the page is ready when there is something to see. */
  async tellPrepared(): Promise<void> {
    const first = await this.snapshot(firstLook);
    this.emit({ type: 'prepared', id: this.id, setUp: this.setUp });
    this.emit({ type: 'snapshot', id: this.id, ...first });
    this.looking = this.lookCloser();
  }

  /** Before another experiment prepares its programs: which ones run belongs to the device, so only one may change them. */
  async stopTuning(): Promise<void> {
    this.mayTune = false;
    await this.looking;
  }

  /** Goes on where the other experiment came to nothing. */
  resumeTuning(): void {
    this.mayTune = true;
    this.looking = this.lookCloser();
  }

  /** Brings the fastest programs, and the features of the whole probe unless training has begun. */
  private async lookCloser(): Promise<void> {
    try {
      await this.trainer.tune(() => this.mayTune);
      if (!this.mayTune || this.trainer.step > 0 || this.loop.running) return;
      this.measuring = this.loop.between(() => this.tellSnapshot());
      await this.measuring;
    } catch (error) {
      await this.fail(error);
    }
  }

  /** Tells the features and measures of the probe set, or of its first images, as they are now. */
  private async tellSnapshot(count = Infinity): Promise<void> {
    this.emit({ type: 'snapshot', id: this.id, ...(await this.snapshot(count)) });
  }

  /** Stops training and frees everything on the device. */
  async dispose(): Promise<void> {
    this.ended = true;
    await this.loop.pause();
    await this.stopTuning();
    await this.measuring;
    await this.loop.between(async () => this.trainer.dispose());
  }

  private tellProgress(trace: Trace, stepMs: number): void {
    const { step, experiment, runs } = this.trainer;
    const throughput = { stepMs, imagesPerSecond: (1000 * experiment.batchSize * runs.length) / stepMs };
    this.emit({ type: 'progress', id: this.id, step, trace, throughput });
  }

  /** When training came to rest: a last snapshot, then the whole test set unless training goes on meanwhile. */
  private async measureAtRest(): Promise<void> {
    try {
      await this.loop.between(() => this.tellSnapshot());
      const evaluation = await this.evaluation(() => !this.loop.running && !this.ended);
      if (evaluation) this.emit({ type: 'evaluation', id: this.id, evaluation });
    } catch (error) {
      await this.fail(error);
    }
  }

  private async evaluation(keepGoing: () => boolean): Promise<Evaluation | null> {
    const { step, evaluator } = this.trainer;
    const runs = await evaluator.measureAtRest(evaluator.everything, step > 0, keepGoing);
    return runs && { step, count: evaluator.everything.labels.length, runs: runs.map(({ metrics }) => metrics) };
  }

  private async snapshot(most = Infinity): Promise<{ snapshot: Snapshot; evaluation: Evaluation }> {
    const { step, evaluator } = this.trainer;
    const count = Math.min(most, evaluator.probe.labels.length);
    const [indices, labels] = [evaluator.probe.indices.subarray(0, count), evaluator.probe.labels.subarray(0, count)];
    const runs = await evaluator.measure({ indices, labels }, step > 0);
    return {
      snapshot: { step, labels: labels.slice(), runs: runs.map(({ name, features, predictions, centers, means }) => ({ name, points: features, predictions, centers, means })) },
      evaluation: { step, count, runs: runs.map(({ metrics }) => metrics) },
    };
  }
}
