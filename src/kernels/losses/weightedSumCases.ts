import { dispose, grads, scalar, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { weightedSum } from './weightedSum.ts';
import type { WeightedTerm } from './weightedSum.ts';

/** Objectives that the tests of every backend go through; the last has more terms than one dispatch takes. */
export const weightedSumCases = [
  { title: 'one term', values: [2.5], weights: [0.3] },
  { title: 'softmax and center loss', values: [2.25, 17], weights: [1, 0.01] },
  { title: 'a term that is off', values: [1.5, 4], weights: [1, 0] },
  { title: 'five terms', values: [1, -2, 3, -4, 5], weights: [0.5, 0.25, 0.125, -1, 2] },
];

/** The sum, and the gradients of 0.7 times it in the values, on the active backend. */
export async function runWeightedSum({ values, weights }: { readonly values: readonly number[]; readonly weights: readonly number[] }): Promise<number[]> {
  const [valueTensors, weightTensors] = [values, weights].map((list) => list.map((value) => scalar(value))) as [Scalar[], Scalar[]];
  const upstream = scalar(0.7);
  const sum = (...given: Tensor[]) => {
    const [first, ...others] = given.map((value, k): WeightedTerm => ({ value: value as Scalar, weight: weightTensors[k]! }));
    return weightedSum([first!, ...others]);
  };
  const results = tidy(() => [sum(...valueTensors), ...grads(sum)(valueTensors, upstream)]);
  const numbers = await Promise.all(results.map(async (tensor) => (await tensor.data())[0]!));
  dispose([...results, ...valueTensors, ...weightTensors, upstream]);
  return numbers;
}

/** What `runWeightedSum` should return. */
export function expectedWeightedSum({ values, weights }: { readonly values: readonly number[]; readonly weights: readonly number[] }): number[] {
  return [values.reduce((sum, value, k) => sum + value * weights[k]!, 0), ...weights.map((weight) => 0.7 * weight)];
}
