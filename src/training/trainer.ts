import { dispose, memory, tidy } from '@tensorflow/tfjs-core';
import { centerTerm, effectiveCenterWeight, withCenterTerm } from '../config/experiment.ts';
import type { Experiment } from '../config/experiment.ts';
import { createBatches } from '../data/batches.ts';
import type { Batches } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { DivergedError, PlaygroundError } from '../errors.ts';
import { DeviceImages } from '../kernels/deviceImages.ts';
import { activeWebGPU, collectPrograms, compileProgram, deviceOf, submit } from '../kernels/dispatch.ts';
import { LiveScalar } from '../kernels/liveScalar.ts';
import { LossLog } from '../kernels/lossLog.ts';
import { modelFactories } from '../models/index.ts';
import { createRandom } from '../random.ts';
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
  private readonly train: DeviceImages;
  private readonly batches: Batches;
  private readonly log: LossLog;
  private readonly learningRate: LiveScalar;
  private readonly centerRate: LiveScalar;
  private stepsDone = 0;

  /** @throws PlaygroundError when the batch is larger than the training set. The caller disposes. */
  constructor(experiment: Experiment, dataset: Dataset) {
    const { height, width, channels, mean, std, classNames } = dataset;
    this.current = experiment;
    this.dataset = dataset;
    this.batches = createBatches({ count: dataset.trainLabels.length, batchSize: experiment.batchSize, seed: experiment.seed });
    this.train = new DeviceImages(dataset.trainImages, dataset.trainLabels, { height, width, channels, mean, std });
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
    return this.batches.stepsPerEpoch;
  }

  /** Parameters of one run. */
  get parameterCount(): number {
    return this.runs[0]!.model.parameterCount;
  }

  /** Steps whose losses have not been read. */
  get unreadSteps(): number {
    return this.log.unread;
  }

  /**
   * Compiles every program of a step and of an evaluation, in parallel and without blocking, so that the first step does not
   * stall. Nothing to do on WebGL and CPU.
   */
  async prepare(onProgress: (done: number, total: number) => void): Promise<void> {
    const backend = activeWebGPU();
    if (!backend) return;
    const programs = collectPrograms(backend, () => tidy(() => {
      const batch = this.train.batch(new Int32Array(this.current.batchSize));
      const { xent, center, features } = this.runs[0]!.step(batch, this.learningRate.tensor, this.centerRate.tensor);
      dispose([xent, center, features]);
    }));
    let done = 0;
    onProgress(done, programs.length);
    await Promise.all(programs.map(async (program) => {
      await compileProgram(deviceOf(backend), program);
      onProgress(++done, programs.length);
    }));
  }

  /** Queues one step of every run; returns before the device has done it. */
  advance(): void {
    tidy(() => {
      const batch = this.train.batch(this.batches.next());
      const results = this.runs.map((run) => run.step(batch, this.learningRate.tensor, this.centerRate.tensor));
      this.log.record(results);
      results.forEach(({ xent, center, features }) => dispose([xent, center, features]));
    });
    this.stepsDone++;
    const backend = activeWebGPU();
    if (backend) submit(backend);
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

  /** Tensors and bytes that tfjs holds on the device. */
  memory(): { tensors: number; bytes: number } {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  }

  dispose(): void {
    this.runs.forEach((run) => run.dispose());
    this.log.dispose();
    this.learningRate.dispose();
    this.centerRate.dispose();
    this.train.dispose();
    this.evaluator.dispose();
  }
}
