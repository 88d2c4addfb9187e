import { memory } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../device/comparison.ts';
import { activeWebGPU, deviceOf } from '../device/dispatch.ts';
import { setTileMode, setTileTier } from '../device/tileMode.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { denseCases, expectedDense, runDense } from './cases.ts';

/** float32 sums of up to 1,152 products against float64, relative to the largest entry. */
const tolerance = 5e-6;

beforeAll(openWebGPU);

it.each(denseCases)('dense on WebGPU gives the same bits with quick tiles, $title', async (layer) => {
  const device = deviceOf(activeWebGPU()!);
  setTileMode(device, { family: 'registers', subgroups: false }, { tiered: true });
  const full = await runDense(layer);
  setTileTier(device, 'quick');
  expect(await runDense(layer)).toEqual(full);
});

describe.each(['registers', 'regions'] as const)('dense on WebGPU, tiles in %s', (family) => {
  beforeAll(() => setTileMode(deviceOf(activeWebGPU()!), { family, subgroups: false }));

  it.each(denseCases)('$title: value and gradients agree with the reference, repeat to the bit, and leak nothing', async (layer) => {
    const before = memory().numTensors;
    const results = await runDense(layer);
    const expected = expectedDense(layer);
    expect(results.length).toBe(expected.length);
    results.forEach((result, index) => expect(relativeError(result, expected[index]!)).toBeLessThan(tolerance));
    expect(await runDense(layer)).toEqual(results);
    expect(memory().numTensors).toBe(before);
  });
});
