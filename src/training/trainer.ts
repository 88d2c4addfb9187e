import { dispose, memory } from '@tensorflow/tfjs-core';
import { lossesOf, termOf } from '../config/experiment.ts';
import { checkLiveChange, withLiveChange } from '../config/liveChange.ts';
import type { LiveChange } from '../config/liveChange.ts';
import type { Experiment } from '../config/schema.ts';
import { createEpochOrders } from '../data/batches.ts';
import type { EpochOrders } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { requireLeft, trainedPlaces } from '../data/heldOut.ts';
import { PlaygroundError } from '../errors.ts';
import { DeviceBatches } from '../kernels/batches/deviceBatches.ts';
import { bytesHeld, releaseFreeBuffers } from '../kernels/device/freeBuffers.ts';
import { joinedState, writeState } from '../kernels/values/heldState.ts';
import type { HeldState } from '../kernels/values/heldState.ts';
import { LossLog } from '../kernels/losses/lossLog.ts';
import { readTogether } from '../kernels/values/readTogether.ts';
import { CapturedStep } from './step/capturedStep.ts';
import type { CaptureState } from './step/capturedStep.ts';
import type { Checkpoint } from './checkpoint/checkpoint.ts';
import { DeviceDataset } from './deviceDataset.ts';
import { Evaluator } from './measure/evaluator.ts';
import { lossReport } from './step/lossTrace.ts';
import type { LossReport } from './step/lossTrace.ts';
import { Rates } from './step/rates.ts';
import type { TrainingRun } from './step/run.ts';
import { StepPrograms } from './step/stepPrograms.ts';
import { untrainedRuns } from './step/untrained.ts';

/** What `readLosses` tells. */
export type { LossValues, Trace } from './step/lossTrace.ts';

/**
 * Trains the runs of an experiment in lock-step on the active tfjs backend: same initial weights, same batches in the same
 * order; only the objective differs. Nothing is read back but through `readLosses` and the evaluator.
 *
 * Classes that are left out (`heldOut`) are in no batch. The head keeps a place for each: so runs begin with the same weights
 * and classes have the same numbers whatever is left out. Training pushes the logits of these places down, and measures have
 * none of them (see `Evaluator`).
 */
export class Trainer {
  readonly dataset: Dataset;
  readonly runs: readonly TrainingRun[];
  /** Measures the runs as they are now; lives as long as the trainer. */
  readonly evaluator: Evaluator;
  private current: Experiment;
  private readonly owned: DeviceDataset | null;
  private readonly orders: EpochOrders;
  private readonly batches: DeviceBatches;
  private readonly log: LossLog;
  /** Those that a live change moves. */
  private readonly common: Rates;
  /** Of each run: the common ones, or its own. */
  private readonly rates: readonly Rates[];
  private readonly steps: CapturedStep;
  private readonly state: HeldState;
  private readonly programs: StepPrograms;
  private stepsDone = 0;

  /**
   * The caller disposes.
   * @param data a data set on the device, which stays the caller's, or one that is uploaded for this trainer alone.
   * @param options capture: false queues every step through tfjs, also where it could be recorded and replayed.
   * @throws PlaygroundError when the batch is larger than what trains, and when too few classes do.
   */
  constructor(experiment: Experiment, data: Dataset | DeviceDataset, { capture = true }: { readonly capture?: boolean } = {}) {
    const dataset = data instanceof DeviceDataset ? data.dataset : data;
    this.current = experiment;
    this.dataset = dataset;
    requireLeft(dataset, experiment.heldOut);
    const places = trainedPlaces(dataset.train.labels, experiment.heldOut);
    this.orders = createEpochOrders({ count: places.length, places, variants: dataset.train.variants ?? 1, batchSize: experiment.batchSize, seed: experiment.seed });
    this.owned = data instanceof DeviceDataset ? null : new DeviceDataset(data);
    const images = data instanceof DeviceDataset ? data : this.owned!;
    this.batches = new DeviceBatches(images.train, experiment.batchSize, places.length);
    const common = new Rates(experiment);
    this.common = common;
    this.rates = experiment.runs.map(({ rates }) => (rates ? new Rates(rates) : common));
    this.log = new LossLog(experiment.runs.flatMap(lossesOf).length);
    this.runs = untrainedRuns(experiment, dataset, this.rates);
    this.evaluator = new Evaluator(this.runs, images, experiment.dimension, experiment.heldOut);
    const queueStep = () => this.queueStep();
    this.steps = new CapturedStep(queueStep, capture);
    this.programs = new StepPrograms(queueStep, experiment.batchSize);
    this.state = joinedState(this.runs.map((run, r) => [`runs/${r}`, run.state]));
  }

  /** The experiment with the live changes made since. */
  get experiment(): Experiment {
    return this.current;
  }

  /** Training steps done. */
  get step(): number {
    return this.stepsDone;
  }

  get stepsPerEpoch(): number {
    return this.orders.stepsPerEpoch;
  }

  /** Parameters of one run. */
  get parameterCount(): number {
    return this.runs[0]!.model.parameterCount;
  }

  /** How steps are run, and why if not replayed. */
  get captureState(): CaptureState {
    return this.steps.state;
  }

  /** Steps whose losses have not been asked for. */
  get unreadSteps(): number {
    return this.log.unread;
  }

  /** Steps that may be queued before `readLosses` must be called; the call itself makes room again. */
  get roomForSteps(): number {
    return this.log.room;
  }

  /**
   * Chooses the tiles of shapes that are new to the device and compiles every program of a step and of an evaluation, in
   * parallel and without blocking, so that the first step does not stall. Where compiling takes long, these are quick programs
   * at first; `tune` brings faster ones. Nothing to do on WebGL and CPU.
   */
  prepare(onProgress: (done: number, total: number) => void): Promise<void> {
    return this.programs.prepare(onProgress);
  }

  /**
   * Compiles the fastest programs, one after the other so that training keeps most of the processor, and takes them into use.
   * Training may go on meanwhile; its numbers stay the same to the bit.
   *
   * @param keepGoing asked before each program; when it says no, the quick ones stay in use.
   * @throws the compiler's message when a program's text is wrong; the quick ones stay in use.
   */
  async tune(keepGoing: () => boolean = () => true): Promise<void> {
    if (await this.programs.tune(keepGoing)) this.steps.renew();
  }

  /**
   * Queues steps of every run; returns before the device has done them.
   * @throws PlaygroundError when there are more than `roomForSteps`.
   */
  advance(steps = 1): void {
    this.log.requireRoom(steps);
    for (const end = this.stepsDone + steps; this.stepsDone < end; ) {
      const stepInEpoch = this.stepsDone % this.stepsPerEpoch;
      if (stepInEpoch === 0) this.batches.setOrder(this.orders.order(this.stepsDone / this.stepsPerEpoch));
      const count = Math.min(end - this.stepsDone, this.stepsPerEpoch - stepInEpoch);
      this.steps.run(count);
      this.log.count(count);
      this.stepsDone += count;
    }
  }

  /** One step of every run. It is recorded and replayed: what changes from step to step lies on the device. */
  private queueStep(): void {
    const batch = this.batches.next();
    const results = this.runs.map((run, r) => run.step(batch, this.rates[r]!.learningRate.tensor));
    this.log.record(results.flatMap(({ losses }) => losses));
    results.forEach(({ losses, features }) => dispose([...losses, features]));
  }

  /**
   * The losses of every step since the last call, in one transfer, up to the first value that is not finite; several calls may
   * be under way. A value that is not finite is told as a fault, not thrown.
   */
  async readLosses(): Promise<LossReport> {
    const { current } = this;
    return lossReport(await this.log.read(), current);
  }

  /**
   * All that training is at the step of the call, in one transfer that is queued before the first await: training may go on
   * meanwhile.
   */
  async checkpoint(): Promise<Checkpoint> {
    const { current: experiment, stepsDone: step, state } = this;
    return { experiment, step, arrays: state.pack(await readTogether(state.variables)) };
  }

  /**
   * Goes on from a checkpoint of any backend. Rates and weights stay this trainer's: make it of the checkpoint's experiment.
   * Losses not read yet are forgotten.
   * @throws PlaygroundError that names what does not fit (another model, optimizer, image size, number of runs); nothing has
   *   changed then.
   */
  restore({ experiment, step, arrays }: Checkpoint): void {
    if (experiment.model !== this.current.model) {
      throw new PlaygroundError(`The checkpoint is of the model ${experiment.model}; this training has ${this.current.model}.`, 'Set up the checkpoint\'s experiment first.');
    }
    writeState(this.state, arrays);
    this.stepsDone = step;
    this.batches.setOrder(this.orders.order(Math.floor(step / this.stepsPerEpoch)), step % this.stepsPerEpoch);
    this.log.seek(step);
  }

  /** Live, from the next step on, in all runs named; rates in all runs without their own. @throws PlaygroundError when one has no such term; nothing has changed then. */
  change(change: LiveChange): void {
    checkLiveChange(this.current, change);
    this.current = withLiveChange(this.current, change);
    if (change.kind === 'term') {
      change.runs.forEach((run) => this.runs[run]!.setTerm(termOf(this.current.runs[run]!, change.loss)!));
    } else {
      this.common.set(change);
    }
  }

  /** Where compiling takes long, training starts on quick programs; null elsewhere. */
  get programTier(): 'quick' | 'full' | null {
    return this.programs.tier;
  }

  /** Tensors that tfjs holds, and its bytes on the device: of these, of the recorded step, and kept for later use. */
  memory(): { tensors: number; bytes: number } {
    return { tensors: memory().numTensors, bytes: bytesHeld() };
  }

  /** Gives all memory back to the device. */
  dispose(): void {
    this.steps.dispose();
    this.runs.forEach((run) => run.dispose());
    this.log.dispose();
    new Set([this.common, ...this.rates]).forEach((rates) => rates.dispose());
    this.batches.dispose();
    this.owned?.dispose();
    releaseFreeBuffers();
  }
}
