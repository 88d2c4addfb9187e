import { dispose, memory, tidy } from '@tensorflow/tfjs-core';
import { centerTerm, effectiveCenterWeight, withCenterTerm } from '../config/experiment.ts';
import type { Experiment } from '../config/experiment.ts';
import { createEpochOrders } from '../data/batches.ts';
import type { EpochOrders } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { DivergedError, PlaygroundError } from '../errors.ts';
import { compilePrograms } from '../kernels/compileAhead.ts';
import { DeviceBatches } from '../kernels/deviceBatches.ts';
import { DeviceImages } from '../kernels/deviceImages.ts';
import { activeWebGPU, collectPrograms, compileProgram, deviceOf, isCompiled } from '../kernels/dispatch.ts';
import type { Program } from '../kernels/dispatch.ts';
import { LiveScalar } from '../kernels/liveScalar.ts';
import { LossLog } from '../kernels/lossLog.ts';
import { isTiered, setTileTier } from '../kernels/tileChoice.ts';
import { chooseTiles } from '../kernels/tileTrial.ts';
import { modelFactories } from '../models/index.ts';
import { createRandom } from '../random.ts';
import { CapturedStep } from './capturedStep.ts';
import type { CaptureState } from './capturedStep.ts';
import { Evaluator } from './evaluator.ts';
import { optimizerFactories } from './optimizers.ts';
import { TrainingRun } from './run.ts';

/** D: the panels draw the features themselves. */
const featureDimension = 2;

/** One run's mean losses on one batch. */
export interface StepLosses {
  readonly xent: number;
  readonly center: number;
}

/** Losses of steps `firstStep`, `firstStep + 1`, …; the first training step is 1. */
export interface Trace {
  readonly firstStep: number;
  readonly losses: readonly (readonly StepLosses[])[];
}

/**
 * Trains the runs of an experiment in lock-step on the active tfjs backend: same initial weights, same batches in the same
 * order; only the objective differs. Nothing is read back but through `readLosses` and the evaluator.
 */
export class Trainer {
  readonly dataset: Dataset;
  readonly runs: readonly TrainingRun[];
  /** Measures the runs as they are now; lives as long as the trainer. */
  readonly evaluator: Evaluator;
  private current: Experiment;
  private readonly images: DeviceImages;
  private readonly orders: EpochOrders;
  private readonly batches: DeviceBatches;
  private readonly log: LossLog;
  private readonly learningRate: LiveScalar;
  private readonly centerRate: LiveScalar;
  private readonly steps: CapturedStep;
  private stepsDone = 0;
  /** Programs that are to take the place of quick ones. */
  private faster: readonly Program[] = [];

  /**
   * The caller disposes.
   * @param options capture: false queues every step through tfjs, also where it could be recorded and replayed.
   * @throws PlaygroundError when the batch is larger than the training set.
   */
  constructor(experiment: Experiment, dataset: Dataset, { capture = true }: { readonly capture?: boolean } = {}) {
    const { height, width, channels, mean, std, classNames } = dataset;
    this.current = experiment;
    this.dataset = dataset;
    this.orders = createEpochOrders({ count: dataset.trainLabels.length, batchSize: experiment.batchSize, seed: experiment.seed });
    this.images = new DeviceImages(dataset.trainImages, dataset.trainLabels, { height, width, channels, mean, std });
    this.batches = new DeviceBatches(this.images, experiment.batchSize);
    this.learningRate = new LiveScalar(experiment.learningRate);
    this.centerRate = new LiveScalar(experiment.centerRate);
    this.log = new LossLog(experiment.runs.length);
    const classes = classNames.length;
    const centerRandom = createRandom(experiment.seed, 'centers');
    const centers = Float32Array.from({ length: classes * featureDimension }, () => centerRandom.normal());
    this.runs = experiment.runs.map((run) => {
      const model = modelFactories[experiment.model]({ height, width, channels, featureDimension, classes }, createRandom(experiment.seed, 'weights'));
      return new TrainingRun({ run, model, optimizer: optimizerFactories[experiment.optimizer](model.parameters), centers, classes });
    });
    this.evaluator = new Evaluator(this.runs, dataset, featureDimension);
    this.steps = new CapturedStep(() => this.queueStep(), capture);
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

  /** Steps whose losses have not been read. */
  get unreadSteps(): number {
    return this.log.unread;
  }

  /**
   * Chooses the tiles of shapes that are new to the device and compiles every program of a step and of an evaluation, in
   * parallel and without blocking, so that the first step does not stall. Where compiling takes long, these are quick programs
   * at first; `tune` brings faster ones. Nothing to do on WebGL and CPU.
   */
  async prepare(onProgress: (done: number, total: number) => void): Promise<void> {
    const backend = activeWebGPU();
    if (!backend) return;
    const device = deviceOf(backend);
    const programsOfStep = () => collectPrograms(backend, () => tidy(() => this.queueStep()));
    setTileTier(device, 'full');
    let programs = programsOfStep();
    if (await chooseTiles(device, this.current.batchSize)) programs = programsOfStep();
    const missing = programs.filter((program) => !isCompiled(device, program));
    if (isTiered(device) && missing.length > 0) {
      setTileTier(device, 'quick');
      this.faster = missing;
      programs = programsOfStep();
    }
    await compilePrograms(device, programs, onProgress);
  }

  /**
   * Compiles the fastest programs, one after the other so that training keeps most of the processor, and takes them into use.
   * Training may go on meanwhile; its numbers stay the same to the bit.
   *
   * @param keepGoing asked before each program; when it says no, the quick ones stay in use.
   * @throws the compiler's message when a program's text is wrong; the quick ones stay in use.
   */
  async tune(keepGoing: () => boolean = () => true): Promise<void> {
    const backend = activeWebGPU();
    if (!backend) return;
    const device = deviceOf(backend);
    for (const program of this.faster) {
      if (!keepGoing()) return;
      await compileProgram(device, program);
    }
    if (!keepGoing()) return;
    setTileTier(device, 'full');
    if (this.faster.length > 0) this.steps.renew();
    this.faster = [];
  }

  /**
   * Queues steps of every run; returns before the device has done them.
   * @throws PlaygroundError when the losses of too many steps would be unread.
   */
  advance(steps = 1): void {
    this.log.requireRoom(steps);
    for (const end = this.stepsDone + steps; this.stepsDone < end; ) {
      const stepInEpoch = this.stepsDone % this.stepsPerEpoch;
      if (stepInEpoch === 0) this.batches.setOrder(this.orders.next());
      const count = Math.min(end - this.stepsDone, this.stepsPerEpoch - stepInEpoch);
      this.steps.run(count);
      this.log.count(count);
      this.stepsDone += count;
    }
  }

  /** One step of every run. It is recorded and replayed: what changes from step to step lies on the device. */
  private queueStep(): void {
    const batch = this.batches.next();
    const results = this.runs.map((run) => run.step(batch, this.learningRate.tensor, this.centerRate.tensor));
    this.log.record(results);
    results.forEach(({ xent, center, features }) => dispose([xent, center, features]));
  }

  /**
   * The losses of every step since the last call, in one transfer.
   * @throws DivergedError that names run, step and rates, when a loss is not finite.
   */
  async readLosses(): Promise<Trace> {
    const { first, values } = await this.log.read();
    const width = 2 * this.runs.length;
    const losses = Array.from({ length: values.length / width }, (_, i) =>
      this.runs.map((_run, r) => ({ xent: values[i * width + 2 * r]!, center: values[i * width + 2 * r + 1]! })),
    );
    losses.forEach((row, i) => row.forEach((run, r) => this.refuseNonFinite(run, r, first + i + 1)));
    return { firstStep: first + 1, losses };
  }

  private refuseNonFinite({ xent, center }: StepLosses, runIndex: number, step: number): void {
    if (Number.isFinite(xent) && Number.isFinite(center)) return;
    const run = this.current.runs[runIndex]!;
    const [what, value] = Number.isFinite(xent) ? ['Center loss', center] : ['Cross-entropy', xent];
    const weight = centerTerm(run) ? `, center-loss weight ${effectiveCenterWeight(run)}` : '';
    throw new DivergedError(
      `${what} became ${value} in run "${run.name}" at step ${step} (learning rate ${this.current.learningRate}${weight}).`,
      'Lower the learning rate or the center-loss weight, then reset.',
    );
  }

  /** Live: the center term of one run acts with this weight from the next step on. @throws PlaygroundError when it has none. */
  setCenterTerm(runIndex: number, term: { readonly weight: number; readonly on: boolean }): void {
    const run = this.runs[runIndex];
    const held = this.current.runs[runIndex];
    if (!run || !held || !centerTerm(held)) {
      throw new PlaygroundError(`Run ${runIndex} has no center term.`, 'Configure the run with a centerWeight above 0 first.');
    }
    run.setTerm({ loss: 'center', ...term });
    this.current = withCenterTerm(this.current, runIndex, term);
  }

  /** Live: rates of the optimizer and of the centers, from the next step on. */
  setRates({ learningRate, centerRate }: { readonly learningRate: number; readonly centerRate: number }): void {
    this.learningRate.set(learningRate);
    this.centerRate.set(centerRate);
    this.current = { ...this.current, learningRate, centerRate };
  }

  /** Tensors that tfjs holds, and the bytes of these and of the recorded step. */
  memory(): { tensors: number; bytes: number } {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes + this.steps.bytes };
  }

  dispose(): void {
    this.steps.dispose();
    this.runs.forEach((run) => run.dispose());
    this.log.dispose();
    this.learningRate.dispose();
    this.centerRate.dispose();
    this.batches.dispose();
    this.images.dispose();
    this.evaluator.dispose();
  }
}
