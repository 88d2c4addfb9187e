import { projectionFactories } from '../../projections/index.ts';
import type { Fitted } from '../../projections/projection.ts';
import type { RunMeasures, RunMetrics, TestImages } from '../../training/evaluator.ts';
import type { Trainer } from '../../training/trainer.ts';

/** The test images whose features are drawn. It goes to the page once; point i of every snapshot is its image i. */
export type Probe = TestImages;

/** One run's features of a set of test images, drawn in the plane. Positions are row-major [x, y] pairs in feature units. */
export interface RunFeatures {
  readonly name: string;
  /** [N,2] */
  readonly points: Float32Array;
  /** [N], the class of the largest logit. */
  readonly predictions: Uint8Array;
  /** [C,2], the centers that a loss pulls to; NaN where the run has none. */
  readonly centers: Float32Array;
  /** [C,2], the mean feature of each class over these points; NaN for a class without points. */
  readonly means: Float32Array;
}

/** The features of all runs at one step: of the whole probe or, on a slow device while training, of its first images. */
export interface Snapshot {
  readonly step: number;
  readonly count: number;
  readonly runs: readonly RunFeatures[];
}

/** The same with all dimensions of the features, [N,D] per run. */
export interface FullFeatures extends Snapshot {
  readonly dimension: number;
  readonly features: readonly Float32Array[];
}

/** Measures of all runs at one step, over `count` test images. */
export interface Evaluation {
  readonly step: number;
  readonly count: number;
  readonly runs: readonly RunMetrics[];
}

/** What is seen of a training at one step. */
export interface Look {
  readonly snapshot: Snapshot;
  readonly evaluation: Evaluation;
}

/** Test images of the first look at an experiment: a moment's work on any device. */
export const firstLook = 250;

/** How a training is looked at: the features of the probe set, drawn in the plane, and measures of always the same images. */
export class Looks {
  /** Test images that accuracy is told of while training and at rest: those of the first snapshot while training. */
  private sample: number | null = null;
  /** What each run's features were drawn by last. */
  private readonly drawnBy: (Fitted | null)[] = [];

  /** How many images a snapshot while training has; `affordable` decides at the first one. */
  whileTraining(affordable: number): number {
    return (this.sample ??= affordable);
  }

  /** The whole test set; null where `keepGoing`, asked between parts of it, says no. */
  async evaluation(trainer: Trainer, keepGoing: () => boolean): Promise<Evaluation | null> {
    const { step, evaluator } = trainer;
    const runs = await evaluator.measureAtRest(evaluator.everything, step > 0, keepGoing);
    return runs && { step, count: evaluator.everything.labels.length, runs: runs.map(({ metrics }) => metrics) };
  }

  /** Features of at most so many images of the probe set, as the models are at the call. */
  async snapshot(trainer: Trainer, most = Infinity): Promise<Look> {
    const { step, count, runs, sample } = await this.measured(trainer, most);
    const drawn = runs.map((run, r) => this.drawn(run, r, trainer));
    return { snapshot: { step, count, runs: drawn }, evaluation: { step, count: sample, runs: runs.map(({ metrics }) => metrics) } };
  }

  /** All dimensions of the features of the whole probe, and where they are drawn. */
  async features(trainer: Trainer): Promise<FullFeatures> {
    const { step, count, runs } = await this.measured(trainer, Infinity);
    return { step, count, runs: runs.map((run, r) => this.drawn(run, r, trainer)), dimension: trainer.experiment.dimension, features: runs.map(({ features }) => features.slice()) };
  }

  private async measured({ step, evaluator }: Trainer, most: number) {
    const count = Math.min(most, evaluator.probe.labels.length);
    const sample = Math.min(count, this.sample ?? firstLook);
    const images = { indices: evaluator.probe.indices.slice(0, count), labels: evaluator.probe.labels.slice(0, count) };
    return { step, count, sample, runs: await evaluator.measure(images, step > 0, sample) };
  }

  private drawn({ name, features, predictions, centers, means }: RunMeasures, r: number, { experiment }: Trainer): RunFeatures {
    const { projection, dimension } = experiment;
    const fitted = projectionFactories.get(projection)(features, dimension, this.drawnBy[r] ?? null);
    this.drawnBy[r] = fitted;
    const none = new Float32Array(means.length).fill(Number.NaN);
    return { name, points: fitted.apply(features), predictions, centers: fitted.apply(centers ?? none), means: fitted.apply(means) };
  }
}
