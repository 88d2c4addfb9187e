import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../backend/backend.ts';
import { checkCase, checkTrajectory } from './check.ts';
import { readGoldenFile } from './file.ts';
import content from './golden.json' with { type: 'json' };
import { reportOf } from './verify.ts';

const { cases, trajectories } = readGoldenFile(content);

beforeAll(async () => void (await openBackend('webgpu')));

describe('on WebGPU', () => {
  it.each(cases)('center loss matches PyTorch: $name', async (golden) => {
    expect(reportOf(golden.name, await checkCase(golden))).toMatchObject({ passed: true });
  });

  it.each(trajectories)('training matches PyTorch, ordinary and captured: $name', async (golden) => {
    const before = memory().numTensors;
    const ordinary = await checkTrajectory(golden);
    expect(reportOf(golden.name, ordinary)).toMatchObject({ passed: true });
    expect(await checkTrajectory(golden, true)).toEqual(ordinary);
    expect(memory().numTensors).toBe(before);
  });

  it('training matches PyTorch with tiles for GPUs', async () => {
    await openBackend('webgpu', 'regions-subgroups');
    const [golden] = trajectories;
    expect(reportOf(golden!.name, await checkTrajectory(golden!, true))).toMatchObject({ passed: true });
  });

  it('tiles that the adapter does not offer are refused by name', async () => {
    await expect(openBackend('webgpu', 'squares')).rejects.toMatchObject({ message: 'Tiles "squares" are not offered by this adapter.', hint: expect.stringContaining('regions') });
  });
});
