import { PlaygroundError } from '../errors.ts';
import { createRandom, shuffledIndices } from '../random.ts';
import { indicesPerClass } from './perClass.ts';

/** An endless sequence of batches, the same for the same count, batch size and seed. */
export interface Batches {
  /** Indices [B] of the next batch's images; a view that stays valid. */
  next(): Int32Array;
  /** Full passes over the data so far: 0 until the last batch of the first pass is drawn. */
  readonly epoch: number;
  /** Batches drawn since the epoch began, 0 to stepsPerEpoch - 1. */
  readonly stepInEpoch: number;
  /** floor(count / B): the images left over by a partial batch wait for the next epoch's order. */
  readonly stepsPerEpoch: number;
  /** Back to the first batch of the first epoch. */
  reset(): void;
}

/**
 * Batches of `batchSize` out of `count` images, reshuffled every epoch (Fisher and Yates, stream "batches" of the seed), the
 * last partial batch dropped.
 * @throws PlaygroundError when the batch size is not a whole number from 1 to count.
 */
export function createBatches({ count, batchSize, seed }: { count: number; batchSize: number; seed: number }): Batches {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > count) {
    throw new PlaygroundError(`A batch of ${batchSize} images cannot be drawn from ${count}.`, `Choose a batch size from 1 to ${count}.`);
  }
  const stepsPerEpoch = Math.floor(count / batchSize);
  let random = createRandom(seed, 'batches');
  let order: Int32Array = new Int32Array();
  let step = 0;
  return {
    next() {
      const start = (step % stepsPerEpoch) * batchSize;
      if (step === 0) random = createRandom(seed, 'batches');
      if (start === 0) order = shuffledIndices(count, random);
      step++;
      return order.subarray(start, start + batchSize);
    },
    get epoch() {
      return Math.floor(step / stepsPerEpoch);
    },
    get stepInEpoch() {
      return step % stepsPerEpoch;
    },
    stepsPerEpoch,
    reset() {
      step = 0;
    },
  };
}

/**
 * A fixed subset of at most `count` images that represents all classes evenly: each class in turn gives its next image in
 * file order, until there are enough. In this order no class is drawn on top of the others.
 * @param labels [N] class of each image. @returns indices, [min(count, N)].
 */
export function probeIndices(labels: Uint8Array, count = 2000): Int32Array {
  const perClass = indicesPerClass(labels);
  const rounds = Math.max(0, ...perClass.map((indices) => indices.length));
  const probe = Array.from({ length: rounds }, (_, round) => perClass.flatMap((indices) => indices.slice(round, round + 1)));
  return Int32Array.from(probe.flat().slice(0, count));
}
