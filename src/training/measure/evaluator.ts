import { concat, tidy } from '@tensorflow/tfjs-core';
import { probeIndices } from '../../data/batches.ts';
import { trainedPlaces } from '../../data/heldOut.ts';
import { activeWebGPU, submit } from '../../kernels/device/dispatch.ts';
import { releaseFreeBuffers } from '../../kernels/device/freeBuffers.ts';
import { readTogether } from '../../kernels/values/readTogether.ts';
import { accuracy, predictionsOf } from '../../metrics/accuracy.ts';
import { classMeans, compactness, isCollapsed } from '../../metrics/compactness.ts';
import { chunksOf, disposeChunk, outputsOf } from './chunks.ts';
import type { Chunk, QueuedChunk, ReadChunk, RunOutputs } from './chunks.ts';
import { countedFirst } from './countedFirst.ts';
import type { CountedFirst } from './countedFirst.ts';
import type { DeviceDataset } from '../deviceDataset.ts';
import type { LossValues } from '../step/lossTrace.ts';
import type { TrainingRun } from '../step/run.ts';
import { nextTask } from '../waits.ts';

/** Test images whose features are drawn, the same at every snapshot. */
const probeCount = 2000;

/** Training images at most whose means are what strangers are told by. */
const trainingSample = 2000;

/**
 * Forward passes that are queued, and read, together where nothing trains: as many as take this long, in milliseconds, since a
 * browser may tell finished work 100 ms late; and not more than `mostAtOnce`.
 */
const groupMs = 250;
const mostAtOnce = 16;

/** A choice of test images: their indices [N] and true classes [N]. */
export interface TestImages {
  readonly indices: Int32Array;
  readonly labels: Uint8Array;
}

/** Such images, or images that train: their numbers as `DeviceExamples.batch` takes them. */
export interface MeasuredImages extends TestImages {
  readonly ofTraining?: true;
}

/** One run's measures over a set of test images: those of classes that are trained. Lengths are in feature units. */
export interface RunMetrics {
  readonly name: string;
  /** Mean of every loss of the run over these images, unweighted; with a margin, without it. */
  readonly losses: LossValues;
  /** Fraction of images whose largest logit is the label, 0 to 1. */
  readonly testAccuracy: number;
  /** Root mean square distance of a feature to the mean of its class. */
  readonly withinClassRadius: number;
  /** Least distance between two class means. */
  readonly minCenterDistance: number;
  /** withinClassRadius / minCenterDistance: scale-free, lower is more compact. */
  readonly compactness: number;
  /** True when accuracy is near chance and the class means lie on one point. */
  readonly collapsed: boolean;
}

/** What one run makes of N test images. Lengths are in feature units. */
export interface RunMeasures {
  readonly name: string;
  /** [N,D] */
  readonly features: Float32Array;
  /** [N,C]; -Infinity of a class that is left out of training, so that nothing is put into it. */
  readonly logits: Float32Array;
  /** [N], the class of the largest logit. */
  readonly predictions: Uint8Array;
  /** [C,D], the centers at that step, NaN of a class that is left out; null where no loss of the run has any. */
  readonly centers: Float32Array | null;
  /** [C,D], the class means of these features; NaN for a class without any, and for one that is left out. */
  readonly means: Float32Array;
  readonly metrics: RunMetrics;
}

/**
 * Measures the runs of an experiment on its test set, and at rest on its training set, whose images stay the data set's. Images of
 * classes that are left out of training are measured too, but count in no metric, and these classes are no answer.
 */
export class Evaluator {
  /** The images that the panels draw. */
  readonly probe: TestImages;
  /** The whole test set. */
  readonly everything: TestImages;
  private readonly runs: readonly TrainingRun[];
  private readonly device: DeviceDataset;
  private readonly classes: number;
  private readonly dimension: number;
  private readonly heldOut: readonly number[];

  constructor(runs: readonly TrainingRun[], device: DeviceDataset, dimension: number, heldOut: readonly number[]) {
    const { classNames, test: { labels: testLabels } } = device.dataset;
    this.runs = runs;
    this.classes = classNames.length;
    this.dimension = dimension;
    this.device = device;
    this.heldOut = heldOut;
    const indices = probeIndices(testLabels, probeCount);
    this.probe = { indices, labels: Uint8Array.from(indices, (i) => testLabels[i]!) };
    this.everything = { indices: Int32Array.from(testLabels, (_, i) => i), labels: testLabels };
  }

  /** The whole training set; of examples in variants, the first of each. */
  get training(): MeasuredImages {
    const { labels, variants = 1 } = this.device.dataset.train;
    return { indices: Int32Array.from(labels, (_, i) => i * variants), labels, ofTraining: true };
  }

  /** Training images of the classes that are trained: at most 2,000, as evenly of all as there are. */
  get trainingSample(): MeasuredImages {
    const { labels, indices } = this.training;
    const trained = trainedPlaces(labels, this.heldOut);
    const places = probeIndices(Uint8Array.from(trained, (i) => labels[i]!), trainingSample).map((k) => trained[k]!);
    return { indices: places.map((i) => indices[i]!), labels: Uint8Array.from(places, (i) => labels[i]!), ofTraining: true };
  }

  /** How many of these images metrics are of. */
  countedOf({ labels }: TestImages): number {
    return trainedPlaces(labels, this.heldOut).length;
  }

  /** Measures one run alone. */
  of(run: number): Evaluator {
    return new Evaluator([this.runs[run]!], this.device, this.dimension, this.heldOut);
  }

  /**
   * Features, predictions and measures of every run as the models are at the call: everything is queued before the first
   * await, so that training may go on meanwhile. One transfer for everything.
   * @param trained whether any step was taken: untrained features are never called collapsed.
   * @param sample among how many of the images, from the first on, those are that the metrics are of; all unless given.
   */
  async measure(images: TestImages, trained: boolean, sample = images.indices.length): Promise<RunMeasures[]> {
    const ordered = countedFirst(images, sample, this.heldOut);
    const { chunks, centers } = await this.read(chunksOf(images.indices.length, ordered.counted).map((chunk) => this.forward(ordered.images, chunk)));
    return this.measuresOfAll(ordered, chunks, centers, trained);
  }

  /**
   * The same in groups of chunks with a transfer each, for many images, while no training goes on. What that took on the device
   * is given back.
   * @param keepGoing asked before each chunk is queued, after messages had their turn; when it says no, null is returned.
   */
  async measureAtRest(images: MeasuredImages, trained: boolean, keepGoing: () => boolean): Promise<RunMeasures[] | null> {
    const count = images.indices.length;
    const ordered = countedFirst(images, count, this.heldOut);
    const all = chunksOf(count, ordered.counted);
    const done: ReadChunk[] = [];
    let centers: readonly (Float32Array | null)[] = [];
    try {
      for (let atOnce = 1; done.length < all.length; ) {
        const began = performance.now();
        const queued = await this.queue(ordered.images, all.slice(done.length, done.length + atOnce), keepGoing);
        if (!queued) return null;
        const values = await this.read(queued);
        done.push(...values.chunks);
        centers = values.centers;
        atOnce = performance.now() - began < groupMs ? Math.min(2 * atOnce, mostAtOnce) : Math.max(1, Math.floor(atOnce / 2));
      }
    } finally {
      releaseFreeBuffers();
    }
    return this.measuresOfAll(ordered, done, centers, trained);
  }

  private measuresOf(name: string, { features, logits, losses }: RunOutputs, centers: Float32Array | null, { images: { labels }, counted, inPlace }: CountedFirst, trained: boolean): RunMeasures {
    const { classes, dimension } = this;
    const predictions = predictionsOf(logits, classes);
    const means = this.withoutHeldOut(classMeans(features, labels, classes, dimension));
    const sampled = { features: features.subarray(0, counted * dimension), labels: labels.subarray(0, counted) };
    const { means: sampledMeans, ...shape } = compactness(sampled.features, sampled.labels, classes, dimension);
    const testAccuracy = accuracy(predictions.subarray(0, counted), sampled.labels);
    const collapsed = trained && isCollapsed(testAccuracy, { means: sampledMeans, ...shape }, classes, dimension);
    return {
      name,
      features: inPlace(features, dimension),
      logits: inPlace(logits, classes),
      predictions: inPlace(predictions, 1),
      centers: centers && this.withoutHeldOut(centers),
      means,
      metrics: { name, losses, testAccuracy, ...shape, collapsed },
    };
  }

  private measuresOfAll(ordered: CountedFirst, chunks: readonly ReadChunk[], centers: readonly (Float32Array | null)[], trained: boolean): RunMeasures[] {
    return this.runs.map(({ name, losses }, r) => this.measuresOf(name, outputsOf(r, losses, { classes: this.classes, dimension: this.dimension, heldOut: this.heldOut, ...ordered }, chunks), centers[r] ?? null, ordered, trained));
  }

  /** Places [C,D] with NaN for the classes that are left out. */
  private withoutHeldOut(places: Float32Array): Float32Array {
    this.heldOut.forEach((one) => places.fill(Number.NaN, one * this.dimension, (one + 1) * this.dimension));
    return places;
  }

  /** Queues chunks one by one; null, with nothing left over, when it is told to stop. */
  private async queue(images: MeasuredImages, chunks: readonly Chunk[], keepGoing: () => boolean): Promise<QueuedChunk[] | null> {
    const queued: QueuedChunk[] = [];
    for (const chunk of chunks) {
      await nextTask();
      if (!keepGoing()) {
        queued.forEach(disposeChunk);
        return null;
      }
      queued.push(this.forward(images, chunk));
    }
    return queued;
  }

  /** Submitted, so that the next chunk takes over what is free after it. */
  private forward({ indices, ofTraining }: MeasuredImages, chunk: Chunk): QueuedChunk {
    const { outputs, losses } = tidy(() => {
      const { examples, labels } = this.device[ofTraining ? 'train' : 'test'].batch(indices.subarray(chunk.first, chunk.end));
      const made = this.runs.map((run) => ({ run, ...run.model.forward(examples, null) }));
      return {
        outputs: concat(made.map(({ features, logits }) => concat([features, logits], 1)), 0),
        losses: made.map(({ run, features, logits }) => run.measure({ features, logits, labels })),
      };
    });
    const backend = activeWebGPU();
    if (backend) submit(backend);
    return { ...chunk, outputs, losses };
  }

  /** What was queued, and the centers [C,D] of each run, in one transfer; disposes what was queued. */
  private async read(queued: readonly QueuedChunk[]): Promise<{ chunks: ReadChunk[]; centers: (Float32Array | null)[] }> {
    const withCenters = this.runs.flatMap(({ centers }) => centers ?? []);
    const reading = readTogether([...queued.flatMap(({ outputs, losses }) => [outputs, ...losses.flat()]), ...withCenters]);
    queued.forEach(disposeChunk);
    const values = await reading;
    let at = 0;
    const next = () => values[at++]!;
    const chunks = queued.map(({ first, end, losses }) => ({ first, end, outputs: next(), losses: losses.map((of) => of.map(() => next()[0]!)) }));
    return { chunks, centers: this.runs.map(({ centers }) => (centers ? next() : null)) };
  }
}
