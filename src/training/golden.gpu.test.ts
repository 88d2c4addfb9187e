import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from './backend.ts';
import content from './golden/trajectories.json' with { type: 'json' };
import { checkTrajectory } from './golden.ts';
import { readGoldenFile } from './goldenFile.ts';

/** Float32 against float64 over trajectories of these lengths. */
const tolerance = 1e-4;

beforeAll(async () => void (await openBackend('webgpu')));

describe('training on WebGPU', () => {
  it.each(readGoldenFile(content).trajectories)('matches PyTorch: $name', async (golden) => {
    const before = memory().numTensors;
    const deviations = await checkTrajectory(golden);
    expect(deviations.filter(({ error }) => error > tolerance)).toEqual([]);
    expect(memory().numTensors).toBe(before);
  });
});
