import { memory, scalar, setBackend, tensor1d, tidy } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { relativeError } from '../device/comparison.ts';
import { weightedSum } from './weightedSum.ts';
import { expectedWeightedSum, runWeightedSum, weightedSumCases } from './weightedSumCases.ts';

/** float32 against float64, relative to the largest entry. */
const tolerance = 1e-6;

beforeAll(() => setBackend('cpu'));

describe('weightedSum', () => {
  it.each(weightedSumCases)('$title: value and gradients are right, and nothing leaks', async (terms) => {
    const before = memory().numTensors;
    expect(relativeError(await runWeightedSum(terms), expectedWeightedSum(terms))).toBeLessThan(tolerance);
    expect(memory().numTensors).toBe(before);
  });

  it('refuses what is no scalar', () => {
    tidy(() => {
      const [value, list] = [scalar(1), tensor1d([1, 2])];
      expect(() => weightedSum([{ value, weight: value }, { value: list as never, weight: value }])).toThrow('weightedSum: value 1 is [2] float32, not [] float32.');
      expect(() => weightedSum([{ value, weight: list as never }])).toThrow(PlaygroundError);
    });
  });
});
