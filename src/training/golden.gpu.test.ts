import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from './backend.ts';
import content from './golden/golden.json' with { type: 'json' };
import { checkCase, checkTrajectory } from './golden.ts';
import { readGoldenFile } from './goldenFile.ts';
import { reportOf } from './verifyGolden.ts';

const { cases, trajectories } = readGoldenFile(content);

beforeAll(async () => void (await openBackend('webgpu')));

describe('on WebGPU', () => {
  it.each(cases)('center loss matches PyTorch: $name', async (golden) => {
    expect(reportOf(golden.name, await checkCase(golden))).toMatchObject({ passed: true });
  });

  it.each(trajectories)('training matches PyTorch: $name', async (golden) => {
    const before = memory().numTensors;
    expect(reportOf(golden.name, await checkTrajectory(golden))).toMatchObject({ passed: true });
    expect(memory().numTensors).toBe(before);
  });
});
