import { memory } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, expect, it } from 'vitest';
import { relativeError } from '../device/comparison.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { expectedWeightedSum, runWeightedSum, weightedSumCases } from './weightedSumCases.ts';

/** float32 against float64, relative to the largest entry. */
const tolerance = 1e-6;

beforeAll(openWebGPU);

it.each(weightedSumCases)('weightedSum on WebGPU, $title: value and gradients are right, repeat to the bit, and nothing leaks', async (terms) => {
  const before = memory().numTensors;
  const results = await runWeightedSum(terms);
  expect(relativeError(results, expectedWeightedSum(terms))).toBeLessThan(tolerance);
  expect(await runWeightedSum(terms)).toEqual(results);
  expect(memory().numTensors).toBe(before);
});
