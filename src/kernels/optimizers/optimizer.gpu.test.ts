import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../device/comparison.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { expectedParameters, optimizerCases, optimizerSizes, startOptimizer } from './cases.ts';

/** float32 against float64 over 20 steps, relative to the largest entry. */
const tolerance = 1e-5;
/** The same over 5,000 steps. */
const longTolerance = 1e-4;

beforeAll(openWebGPU);

describe.each(optimizerCases)('$title on WebGPU', (given) => {
  it('follows the reference for 20 steps on many parameters, repeats to the bit from the start, and leaks nothing', async () => {
    const before = memory().numTensors;
    const session = startOptimizer(given, optimizerSizes);
    session.step(20);
    const results = await session.parameters();
    results.forEach((result, k) => expect(relativeError(result, expectedParameters(given, optimizerSizes, 20)[k]!)).toBeLessThan(tolerance));
    session.dispose();
    const again = startOptimizer(given, optimizerSizes);
    again.step(20);
    expect(await again.parameters()).toEqual(results);
    again.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('drifts less than 1e-4 from float64 over 5,000 steps', async () => {
    const session = startOptimizer(given, [5]);
    session.step(5000);
    const [result] = await session.parameters();
    expect(relativeError(result!, expectedParameters(given, [5], 5000)[0]!)).toBeLessThan(longTolerance);
    session.dispose();
  });

  it('keeps tensors and device memory flat from step to step', () => {
    const session = startOptimizer(given, optimizerSizes);
    const held = () => {
      const { numTensors, numBytesAllocatedInGPU } = memory() as ReturnType<typeof memory> & { numBytesAllocatedInGPU: number };
      return { numTensors, numBytesAllocatedInGPU };
    };
    session.step(7);
    const before = held();
    expect(before.numBytesAllocatedInGPU).toBeGreaterThan(0);
    session.step(20);
    expect(held()).toEqual(before);
    session.dispose();
  });
});
