import { memory, scalar, setBackend, tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { relativeError } from '../device/comparison.ts';
import { adamReference, createAdam } from './adam.ts';
import { expectedParameters, optimizerCases, optimizerSizes, startOptimizer } from './cases.ts';
import { groupParameters } from './programs.ts';
import { createSgd, sgdReference } from './sgd.ts';

/** float32 against float64 over 20 steps, relative to the largest entry. */
const tolerance = 1e-5;

beforeAll(() => setBackend('cpu'));

describe.each(optimizerCases)('$title', (given) => {
  it('follows the reference for 20 steps, repeats to the bit from the start, and leaks nothing', async () => {
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
});

describe('the references', () => {
  it('take the first steps of torch.optim.Adam: rate times the sign of the gradient, whatever its size', () => {
    const [p0, p1, p2] = adamReference([1, 1, 1], [[1e-3, -20, 0]], 0.01);
    expect(p0).toBeCloseTo(0.99, 6);
    expect(p1).toBeCloseTo(1.01, 6);
    expect(p2).toBe(1);
  });

  it('take two steps of torch.optim.SGD with momentum and weight decay, checked by hand', () => {
    // b = 1 + 0.5 * 2 = 2, p = 2 - 0.1 * 2 = 1.8; b = 0.9 * 2 + 1 + 0.5 * 1.8 = 3.7, p = 1.8 - 0.37 = 1.43
    expect(sgdReference([2], [[1], [1]], 0.1, { momentum: 0.9, weightDecay: 0.5 })[0]).toBeCloseTo(1.43, 12);
  });
});

describe('an optimizer', () => {
  it('refuses a missing gradient, one of another shape, and a learning rate that is no scalar', () => {
    tidy(() => {
      const parameter = variable(tensor1d([1, 2]), false);
      for (const optimizer of [createAdam([parameter]), createSgd([parameter])]) {
        expect(() => optimizer.apply([], scalar(0.1))).toThrow(PlaygroundError);
        expect(() => optimizer.apply([tensor1d([1])], scalar(0.1))).toThrow(PlaygroundError);
        expect(() => optimizer.apply([tensor1d([1, 2])], tensor1d([0.1]) as unknown as ReturnType<typeof scalar>)).toThrow(PlaygroundError);
        optimizer.dispose();
      }
      parameter.dispose();
    });
  });

  it.each([
    { buffers: 8, groups: [3, 3, 3, 1] },
    { buffers: 10, groups: [4, 4, 2] },
    { buffers: 64, groups: [10] },
  ])('takes $groups parameters per dispatch where a shader may bind $buffers buffers', ({ buffers, groups }) => {
    const rule = { key: 'none', slots: 1 as const, clockWeights: [], wgsl: '', update: () => ({ parameter: scalar(0), slots: [] }) };
    const made = groupParameters(rule, optimizerSizes, buffers);
    expect(made.map(({ first, end }) => end - first)).toEqual(groups);
    expect(made.every(({ program }) => (program.code.match(/@binding/g)?.length ?? 0) <= buffers)).toBe(true);
  });
});
