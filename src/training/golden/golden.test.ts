import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { openBackend } from '../backend/backend.ts';
import { checkCase, checkTrajectory, deviation } from './check.ts';
import { readGoldenFile } from './file.ts';
import content from './golden.json' with { type: 'json' };
import { reportOf } from './verify.ts';

const { cases, trajectories } = readGoldenFile(content);

beforeAll(async () => void (await openBackend('cpu')));

describe('center loss on the CPU', () => {
  it.each(cases)('matches PyTorch: $name', async (golden) => {
    const before = memory().numTensors;
    expect(reportOf(golden.name, await checkCase(golden))).toMatchObject({ passed: true });
    expect(memory().numTensors).toBe(before);
  });
});

describe('training on the CPU', () => {
  it.each(trajectories.filter(({ kernel }) => kernel === 3))('matches PyTorch: $name', async (golden) => {
    const before = memory().numTensors;
    const deviations = await checkTrajectory(golden);
    expect(deviations.length).toBeGreaterThan(3 * golden.steps.length);
    expect(reportOf(golden.name, deviations)).toMatchObject({ passed: true });
    expect(memory().numTensors).toBe(before);
  });
});

describe('deviation', () => {
  it('is scaled by the largest entry of the reference', () => {
    expect(deviation('x', [1, 10.1], [1, 10]).error).toBeCloseTo(0.01, 12);
  });

  it('is absolute where the reference is all zero', () => {
    expect(deviation('x', [1e-10], [0])).toEqual({ what: 'x', error: 1e-10, absolute: true });
  });

  it('fails a report by its worst array, each by its own limit', () => {
    const near = deviation('near', [1.00005], [1]);
    expect(reportOf('x', [near]).passed).toBe(true);
    expect(reportOf('x', [near, deviation('zeros', [2e-9], [0])])).toMatchObject({ passed: false, worst: { what: 'zeros' } });
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
