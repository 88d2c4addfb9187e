import { PlaygroundError } from '../errors.ts';
import { createRandom, shuffledIndices } from '../random.ts';
import { indicesPerClass } from './split/perClass.ts';

/** The orders in which a training shows its images, epoch after epoch; the same for the same count, batch size and seed. */
export interface EpochOrders {
  /** floor(count / B): the images left over by a partial batch wait for the next epoch's order. */
  readonly stepsPerEpoch: number;
  /**
   * Indices [count] in the order of epoch 0, 1, …; batch k takes places k B to k B + B - 1. It depends on nothing but the epoch.
   * With V variants of each example, variant v of example i has index i V + v.
   * The next epoch costs one shuffle, going back or far ahead all shuffles before it.
   */
  order(epoch: number): Int32Array;
}

/** What orders depend on. */
export interface OrderOptions {
  readonly count: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly variants?: number;
  /** [count] Places of the examples that are shown; 0 to count - 1 unless given. */
  readonly places?: Int32Array;
}

/**
 * Orders of `count` examples for batches of `batchSize`, shuffled anew every epoch (Fisher and Yates, stream "batches" of the
 * seed), each in one of its variants (stream "variants").
 * @throws PlaygroundError when the batch size is not a whole number from 1 to count.
 */
export function createEpochOrders({ count, batchSize, seed, variants = 1, places }: OrderOptions): EpochOrders {
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > count) {
    throw new PlaygroundError(`A batch of ${batchSize} images cannot be drawn from ${count}.`, `Choose a batch size from 1 to ${count}.`);
  }
  const streams = () => ({ places: createRandom(seed, 'batches'), versions: createRandom(seed, 'variants') });
  let random = streams();
  let drawn = 0;
  let last: Int32Array = new Int32Array(0);
  const draw = () => {
    const shuffled = shuffledIndices(count, random.places);
    const examples = places ? shuffled.map((place) => places[place]!) : shuffled;
    return variants === 1 ? examples : examples.map((example) => example * variants + random.versions.integer(variants));
  };
  const order = (epoch: number) => {
    if (epoch < drawn - 1) {
      random = streams();
      drawn = 0;
    }
    for (; drawn <= epoch; drawn++) last = draw();
    return last.slice();
  };
  return { stepsPerEpoch: Math.floor(count / batchSize), order };
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
