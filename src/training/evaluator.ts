import { concat, dispose, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { probeIndices } from '../data/batches.ts';
import type { DeviceImages } from '../kernels/batches/deviceImages.ts';
import { activeWebGPU, submit } from '../kernels/device/dispatch.ts';
import { releaseFreeBuffers } from '../kernels/device/freeBuffers.ts';
import { readTogether } from '../kernels/values/readTogether.ts';
import { accuracy, predictionsOf } from '../metrics/accuracy.ts';
import { compactness, isCollapsed } from '../metrics/compactness.ts';
import { meanCrossEntropy, meanSquaredCenterDistance } from '../metrics/losses.ts';
import type { DeviceDataset } from './deviceDataset.ts';
import type { TrainingRun } from './run.ts';
import { nextTask } from './waits.ts';

/** Test images whose features are drawn, the same at every snapshot. */
const probeCount = 2000;

/** Images per forward pass: bounds memory and the time until a pause is answered. */
const chunkSize = 250;

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

/** What one run makes of N test images. Lengths are in feature units. */
export interface RunMeasures {
  readonly name: string;
  /** [N,D] */
  readonly features: Float32Array;
  /** [N], the class of the largest logit. */
  readonly predictions: Uint8Array;
  /** [C,D], the centers at that step. */
  readonly centers: Float32Array;
  /** [C,D], the class means of these features. */
  readonly means: Float32Array;
  readonly metrics: {
    readonly name: string;
    readonly xent: number;
    readonly center: number;
    readonly testAccuracy: number;
    readonly withinClassRadius: number;
    readonly minCenterDistance: number;
    readonly compactness: number;
    readonly collapsed: boolean;
  };
}

/** Features and logits of one run, [N,D] and [N,C]. */
interface RunOutputs {
  readonly features: Float32Array;
  readonly logits: Float32Array;
}

/** Measures the runs of an experiment on its test set, whose images stay the data set's. */
export class Evaluator {
  /** The images that the panels draw. */
  readonly probe: TestImages;
  /** The whole test set. */
  readonly everything: TestImages;
  private readonly runs: readonly TrainingRun[];
  private readonly images: DeviceImages;
  private readonly classes: number;
  private readonly dimension: number;

  constructor(runs: readonly TrainingRun[], { dataset, test }: DeviceDataset, dimension: number) {
    const { testLabels, classNames } = dataset;
    this.runs = runs;
    this.classes = classNames.length;
    this.dimension = dimension;
    this.images = test;
    const indices = probeIndices(testLabels, probeCount);
    this.probe = { indices, labels: Uint8Array.from(indices, (i) => testLabels[i]!) };
    this.everything = { indices: Int32Array.from(testLabels, (_, i) => i), labels: testLabels };
  }

  /**
   * Features, predictions and measures of every run as the models are at the call: everything is queued before the first
   * await, so that training may go on meanwhile. One transfer for everything.
   * @param trained whether any step was taken: untrained features are never called collapsed.
   * @param sample how many of the images, from the first on, the metrics are of; all unless given.
   */
  async measure({ indices, labels }: TestImages, trained: boolean, sample = indices.length): Promise<RunMeasures[]> {
    const outputs = await this.read(this.chunksOf(indices).map((chunk) => this.forward(chunk)));
    return this.measuresOfAll(indices.length, outputs.chunks, outputs.centers, labels, trained, sample);
  }

  /**
   * The same in groups of chunks with a transfer each, for many images, while no training goes on. What that took on the device
   * is given back.
   * @param keepGoing asked before each chunk is queued, after messages had their turn; when it says no, null is returned.
   */
  async measureAtRest({ indices, labels }: TestImages, trained: boolean, keepGoing: () => boolean): Promise<RunMeasures[] | null> {
    const chunks = this.chunksOf(indices);
    const outputs: Float32Array[] = [];
    let centers: readonly Float32Array[] = [];
    try {
      for (let atOnce = 1; outputs.length < chunks.length; ) {
        const began = performance.now();
        const queued = await this.queue(chunks.slice(outputs.length, outputs.length + atOnce), keepGoing);
        if (!queued) return null;
        const values = await this.read(queued);
        outputs.push(...values.chunks);
        centers = values.centers;
        atOnce = performance.now() - began < groupMs ? Math.min(2 * atOnce, mostAtOnce) : Math.max(1, Math.floor(atOnce / 2));
      }
    } finally {
      releaseFreeBuffers();
    }
    return this.measuresOfAll(indices.length, outputs, centers, labels, trained);
  }

  private measuresOf(name: string, { features, logits }: RunOutputs, centers: Float32Array, labels: Uint8Array, trained: boolean, sample: number): RunMeasures {
    const { classes, dimension } = this;
    const predictions = predictionsOf(logits, classes);
    const { means } = compactness(features, labels, classes, dimension);
    const sampled = { features: features.subarray(0, sample * dimension), logits: logits.subarray(0, sample * classes), labels: labels.subarray(0, sample) };
    const { means: sampledMeans, ...shape } = compactness(sampled.features, sampled.labels, classes, dimension);
    const testAccuracy = accuracy(predictions.subarray(0, sample), sampled.labels);
    const xent = meanCrossEntropy(sampled.logits, sampled.labels, classes);
    const center = meanSquaredCenterDistance(sampled.features, centers, sampled.labels);
    const collapsed = trained && isCollapsed(testAccuracy, { means: sampledMeans, ...shape }, classes, dimension);
    return { name, features, predictions, centers, means, metrics: { name, xent, center, testAccuracy, ...shape, collapsed } };
  }

  private chunksOf(indices: Int32Array): Int32Array[] {
    return Array.from({ length: Math.ceil(indices.length / chunkSize) }, (_, k) => indices.subarray(k * chunkSize, (k + 1) * chunkSize));
  }

  private measuresOfAll(count: number, chunks: readonly Float32Array[], centers: readonly Float32Array[], labels: Uint8Array, trained: boolean, sample = count): RunMeasures[] {
    const outputs = this.outputsOf(count, chunks);
    return this.runs.map(({ name }, r) => this.measuresOf(name, outputs[r]!, centers[r]!, labels, trained, sample));
  }

  /** Takes what `forward` gave chunk by chunk apart, by runs. */
  private outputsOf(count: number, chunks: readonly Float32Array[]): RunOutputs[] {
    const { classes, dimension } = this;
    const width = dimension + classes;
    const results = this.runs.map(() => ({ features: new Float32Array(dimension * count), logits: new Float32Array(classes * count) }));
    chunks.forEach((values, chunk) => {
      const size = values.length / (width * this.runs.length);
      results.forEach(({ features, logits }, r) => {
        for (let i = 0; i < size; i++) {
          const row = (r * size + i) * width;
          features.set(values.subarray(row, row + dimension), dimension * (chunk * chunkSize + i));
          logits.set(values.subarray(row + dimension, row + width), classes * (chunk * chunkSize + i));
        }
      });
    });
    return results;
  }

  /** Queues chunks one by one; null, with nothing left over, when it is told to stop. */
  private async queue(chunks: readonly Int32Array[], keepGoing: () => boolean): Promise<Tensor[] | null> {
    const queued: Tensor[] = [];
    for (const chunk of chunks) {
      await nextTask();
      if (!keepGoing()) {
        dispose(queued);
        return null;
      }
      queued.push(this.forward(chunk));
    }
    return queued;
  }

  /** [runs x B, D + C]: features and logits of all runs. Submitted, so that the next chunk takes over what is free after it. */
  private forward(chunk: Int32Array): Tensor {
    const joined = tidy(() => {
      const { images } = this.images.batch(chunk);
      const outputs = this.runs.map(({ model }) => model.forward(images));
      return concat(outputs.map(({ features, logits }) => concat([features, logits], 1)), 0);
    });
    const backend = activeWebGPU();
    if (backend) submit(backend);
    return joined;
  }

  /** What was queued, and the centers [C,D] of each run, in one transfer; disposes what was queued. */
  private async read(queued: readonly Tensor[]): Promise<{ chunks: Float32Array[]; centers: Float32Array[] }> {
    const reading = readTogether([...queued, ...this.runs.map(({ centers }) => centers)]);
    dispose([...queued]);
    const values = await reading;
    return { chunks: values.slice(0, queued.length), centers: values.slice(queued.length) };
  }
}
