import { softmax } from '../../metrics/softmax.ts';
import type { RunMeasures } from '../../training/measure/evaluator.ts';

/** Neighbours that are told of an image. */
const neighbours = 5;

/** What one run makes of one test image. */
export interface InspectedRun {
  readonly name: string;
  /** [C], by softmax of the logits; 0 of a class that is left out of training. */
  readonly probabilities: Float32Array;
  /** Numbers in the test set of the measured images whose features are nearest in all dimensions, nearest first; five at most. */
  readonly neighbours: Int32Array;
}

/** What all runs make of one test image, at the step of the last snapshot. */
export interface Inspection {
  readonly step: number;
  readonly runs: readonly InspectedRun[];
}

/** Measured images that may be asked about: indices [N] in the test set. */
export interface Inspectable {
  readonly step: number;
  readonly dimension: number;
  readonly indices: Int32Array;
  readonly runs: readonly Pick<RunMeasures, 'name' | 'features' | 'logits'>[];
}

/** The rows of features [N,D] that are nearest to row i, itself left out, by Euclidean distance; of two as far, the first one is nearer. */
export function nearestRows(features: Float32Array, dimension: number, i: number, count: number): number[] {
  const squared = Float64Array.from({ length: features.length / dimension }, (_, j) => {
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += (features[i * dimension + d]! - features[j * dimension + d]!) ** 2;
    return sum;
  });
  const others = [...squared.keys()].filter((j) => j !== i && Number.isFinite(squared[j]!));
  return others.sort((a, b) => squared[a]! - squared[b]! || a - b).slice(0, count);
}

/** What the runs make of test image `index`; null where it is none of the measured ones. */
export function inspect({ step, dimension, indices, runs }: Inspectable, index: number): Inspection | null {
  const i = indices.indexOf(index);
  if (i < 0) return null;
  return {
    step,
    runs: runs.map(({ name, features, logits }) => {
      const classes = logits.length / indices.length;
      const near = nearestRows(features, dimension, i, neighbours);
      return { name, probabilities: softmax(logits.slice(i * classes, (i + 1) * classes)), neighbours: Int32Array.from(near, (j) => indices[j]!) };
    }),
  };
}
