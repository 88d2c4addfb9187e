import type { Experiment } from '../config/schema.ts';
import { createEpochOrders } from '../data/batches.ts';
import type { Dataset } from '../data/dataset.ts';
import { trainedPlaces } from '../data/heldOut.ts';
import type { Weights } from '../data/sources/weights.ts';
import { learnedBy } from './learned.ts';
import { Rates } from './step/rates.ts';
import { untrainedRuns } from './step/untrained.ts';

/** What a training begins from, for use elsewhere. */
export interface Beginning {
  /** Of each run, parameters and centers before the first step, see `TrainingRun.learned`. */
  readonly weights: readonly Weights[];
  /** [steps, B] examples of each batch; with V variants of each example, variant v of example i has number i V + v. */
  readonly batches: Int32Array;
}

/** Which examples the first batches are made of, [steps, B]. */
function firstBatches({ batchSize, heldOut, seed }: Experiment, { train }: Dataset, steps: number): Int32Array {
  const places = trainedPlaces(train.labels, heldOut);
  const orders = createEpochOrders({ count: places.length, places, variants: train.variants ?? 1, batchSize, seed });
  const batches = new Int32Array(steps * batchSize);
  for (let epoch = 0; epoch * orders.stepsPerEpoch < steps; epoch++) {
    const first = epoch * orders.stepsPerEpoch;
    const count = Math.min(orders.stepsPerEpoch, steps - first);
    batches.set(orders.order(epoch).subarray(0, count * batchSize), first * batchSize);
  }
  return batches;
}

/** What the training of an experiment on a data set begins from, on the active backend, with its first `steps` batches. */
export async function beginningOf(experiment: Experiment, dataset: Dataset, steps: number): Promise<Beginning> {
  const rates = experiment.runs.map((run) => new Rates(run.rates ?? experiment));
  const runs = untrainedRuns(experiment, dataset, rates);
  try {
    return { weights: await Promise.all(runs.map(learnedBy)), batches: firstBatches(experiment, dataset, steps) };
  } finally {
    [...runs, ...rates].forEach((held) => held.dispose());
  }
}
