import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { openBackend } from './backend.ts';
import content from './golden/trajectories.json' with { type: 'json' };
import { checkTrajectory, deviation } from './golden.ts';
import { readGoldenFile } from './goldenFile.ts';

/** Float32 against float64 over trajectories of these lengths. */
const tolerance = 1e-4;
const { trajectories } = readGoldenFile(content);

beforeAll(async () => void (await openBackend('cpu')));

describe('training on the CPU', () => {
  it.each(trajectories.filter(({ kernel }) => kernel === 3))('matches PyTorch: $name', async (golden) => {
    const before = memory().numTensors;
    const deviations = await checkTrajectory(golden);
    expect(deviations.length).toBeGreaterThan(3 * golden.steps.length);
    expect(deviations.filter(({ error }) => error > tolerance)).toEqual([]);
    expect(memory().numTensors).toBe(before);
  });
});

describe('deviation', () => {
  it('is scaled by the largest entry of the reference', () => {
    expect(deviation('x', [1, 10.1], [1, 10]).error).toBeCloseTo(0.01, 12);
  });

  it('is infinite for NaN', () => {
    expect(deviation('x', [Number.NaN], [1]).error).toBe(Infinity);
  });
});

describe('a golden file', () => {
  const [first] = content.trajectories;

  it.each([
    [{ trajectories: [] }, 'cases'],
    [{ cases: [], trajectories: [{ ...first, lam: 'x' }] }, 'trajectories[0].lam'],
    [{ cases: [], trajectories: [{ ...first, steps: [{ ...first!.steps[0], features: [1, 2, 3] }] }] }, 'steps[0].features'],
    ['nonsense', 'top level'],
  ])('that is malformed is refused with the name of the field %#', (broken, field) => {
    expect(() => readGoldenFile(broken)).toThrow(PlaygroundError);
    expect(() => readGoldenFile(broken)).toThrow(field);
  });
});
