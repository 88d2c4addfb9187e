import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { compilePrograms } from '../device/compilePrograms.ts';
import { activeWebGPU, collectPrograms, deviceOf } from '../device/dispatch.ts';
import { relativeError } from '../device/comparison.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { convBlockCase, convBlockErrors, convBlockTensors, runConvBlock } from './case.ts';
import { channelSharesInRegions, tilesInRegions } from './regions/tiles.ts';
import { variantInRegisters, quickVariant } from './registers/tiles.ts';
import type { ConvShape } from './shape.ts';
import type { ConvTile, ConvVariant } from './parts/tile.ts';

let software: boolean;
beforeAll(async () => void ({ adapter: { software } } = await openWebGPU()));

// float32 sums of up to 64 * 28 * 28 = 50,000 terms that cancel; the order of summing differs from the reference, which adds
// in double precision. Rounding then reaches about sqrt(50,000) * 6e-8 = 1.3e-5 of the sum of magnitudes at worst.
const tolerance = 1.5e-5;

function block(height: number, width: number, [kernelHeight, kernelWidth]: [number, number], inChannels: number, outChannels: number, pool: boolean): ConvShape {
  return { height, width, kernelHeight, kernelWidth, inChannels, outChannels, pool };
}

const trained: [string, ConvShape, number][] = [
  ['first block of the small CNN', block(28, 28, [3, 3], 1, 8, true), 64],
  ['second block of the small CNN', block(14, 14, [3, 3], 8, 16, true), 3],
  ['third block of the small CNN', block(7, 7, [3, 3], 16, 32, true), 3],
  ['first block of LeNet++', block(28, 28, [5, 5], 1, 32, false), 1],
  ['a 5x5 block, pooled, on even sides', block(14, 14, [5, 5], 8, 16, true), 1],
];

const odd: [string, ConvShape, number][] = [
  ['1x1', block(5, 5, [1, 1], 3, 5, true), 3],
  ['1x1, one channel, one pixel', block(1, 1, [1, 1], 1, 1, false), 1],
  ['3x3 with 5 channels, pooled', block(7, 14, [3, 3], 3, 5, true), 3],
  ['3x3 with 9 channels, not pooled', block(5, 7, [3, 3], 9, 9, false), 1],
  ['5x5 with 2 and 12 channels, pooled', block(5, 9, [5, 5], 2, 12, true), 2],
  ['1x5, not pooled', block(5, 28, [1, 5], 1, 8, false), 1],
  ['7x1, pooled', block(14, 5, [7, 1], 3, 1, true), 1],
  ['7x7 on an image smaller than the kernel', block(2, 3, [7, 7], 1, 5, true), 2],
];

const everyKernel = (tile: ConvTile, subgroups: boolean): ConvVariant => ({ subgroups, channelShares: 32, forward: tile, inputGradient: tile, filterGradient: tile });

// Small tiles, so that every kind of border is met and programs compile fast.
const variants: [string, ConvVariant][] = [
  ['loads shared in quads, kernel written out', everyKernel({ height: 2, width: 4, channels: 4, kernelRows: 'all', workgroup: 8 }, true)],
  ['loads shared in quads, loop over kernel rows', everyKernel({ height: 2, width: 2, channels: 8, kernelRows: 'one', workgroup: 4 }, true)],
  ['no subgroups, kernel written out', everyKernel({ height: 4, width: 2, channels: 2, kernelRows: 'all', workgroup: 4 }, false)],
  ['no subgroups, loop over kernel rows', everyKernel({ height: 2, width: 6, channels: 2, kernelRows: 'one', workgroup: 16 }, false)],
];

/** Variant number `which` of those in regions. */
function variantInRegions(shape: ConvShape, which: number, subgroups: boolean): ConvVariant {
  const { forward, inputGradient, filterGradient } = tilesInRegions(shape);
  return { subgroups, channelShares: channelSharesInRegions, forward: forward[which]!, inputGradient: inputGradient[which]!, filterGradient: filterGradient[which]! };
}

async function errorsOf(shape: ConvShape, batch: number, variant?: ConvVariant): Promise<Record<string, number>> {
  const options = variant ? { variant } : {};
  const example = convBlockCase(shape, batch);
  const backend = activeWebGPU()!;
  await compilePrograms(deviceOf(backend), collectPrograms(backend, () => tf.dispose(convBlockTensors(example, options))));
  return convBlockErrors(example, options);
}

const largest = (errors: Record<string, number>): number => Math.max(...Object.values(errors));

describe('convBlock on WebGPU agrees with the reference in value and gradients', () => {
  it.each(trained)('%s, with the tiles it trains with', async (_, shape, batch) => {
    const errors = await errorsOf(shape, batch);
    expect(Object.keys(errors)).toEqual(['y', 'x', 'filter', 'bias', 'slope']);
    expect(largest(errors)).toBeLessThan(tolerance);
  });

  it('with the tiles it trains with where there are no subgroups', async () => {
    const shape = block(7, 7, [3, 3], 16, 32, true);
    expect(largest(await errorsOf(shape, 2, variantInRegisters(shape, false)))).toBeLessThan(tolerance);
  });

  describe.each([0, 1, 2])('in regions, candidate %i', (which) => {
    // Programs with barriers take a software adapter seconds to compile: the less likely candidates go through half of the shapes.
    it.each(odd.filter((_shape, i) => which === 0 || i % 2 === which - 1))('%s', async (_name, shape, batch) => {
      expect(largest(await errorsOf(shape, batch, variantInRegions(shape, which, which !== 1)))).toBeLessThan(tolerance);
    });
  });

  it.each(trained.slice(1, 4))('in regions, %s', async (_name, shape, batch) => {
    expect(largest(await errorsOf(shape, batch, variantInRegions(shape, 0, true)))).toBeLessThan(tolerance);
  });

  describe.each(variants)('%s', (_, variant) => {
    it.each(odd)('%s', async (_name, shape, batch) => {
      expect(largest(await errorsOf(shape, batch, variant))).toBeLessThan(tolerance);
    });
  });
});

describe('convBlock on WebGPU', () => {
  // Only software adapters, which compile slowly, start on quick tiles. A GPU fuses products and sums as each program suits it.
  it.each(trained)('gives the same bits with quick tiles, on a GPU the same but for rounding, %s', async (_name, shape, batch) => {
    const full = variantInRegisters(shape, true);
    const example = convBlockCase(shape, Math.min(batch, 3));
    expect(quickVariant(full)).not.toEqual(full);
    const quick = await runConvBlock(example, { variant: quickVariant(full) });
    const expected = await runConvBlock(example, { variant: full });
    const difference = Math.max(...quick.map(({ values }, i) => relativeError(values, expected[i]!.values)));
    expect(difference).toBeLessThanOrEqual(software ? 0 : tolerance);
  });

  it('gives the same bits every time, and runs any batch with the same programs', async () => {
    const example = convBlockCase(block(14, 14, [3, 3], 8, 16, true), 5);
    const first = await runConvBlock(example);
    expect(await runConvBlock(example)).toEqual(first);
    const oneImage = { ...example, batch: 1, values: { ...example.values, x: example.values.x.slice(0, 14 * 14 * 8) }, dy: example.dy.slice(0, 7 * 7 * 16) };
    const [alone] = await runConvBlock(oneImage);
    expect(alone!.values).toEqual(first[0]!.values.slice(0, 7 * 7 * 16));
  });

  it('leaves the gradient of the input out where it is not asked for', async () => {
    const errors = await convBlockErrors(convBlockCase(block(7, 7, [3, 3], 1, 8, true), 3), { inputGradient: false });
    expect(Object.keys(errors)).toEqual(['y', 'filter', 'bias', 'slope']);
    expect(largest(errors)).toBeLessThan(tolerance);
  });

  it('runs five programs, and leaves out that of an unwanted input gradient', () => {
    const example = convBlockCase(block(4, 4, [3, 3], 3, 4, true), 2);
    const programsOf = (options: { inputGradient?: boolean }) => collectPrograms(activeWebGPU()!, () => tf.dispose(convBlockTensors(example, options))).map(({ key }) => key.split('/')[0]);
    expect(programsOf({})).toEqual(expect.arrayContaining(['convForward', 'convActivationGradient', 'convFilterGradient', 'convParameterSums', 'convInputGradient']));
    expect(programsOf({ inputGradient: false })).not.toContain('convInputGradient');
  });

  it('leaks no tensor, with gradients or without', async () => {
    const example = convBlockCase(block(4, 4, [3, 3], 3, 4, true), 2);
    const before = tf.memory().numTensors;
    await runConvBlock(example);
    await runConvBlock(example, { inputGradient: false });
    expect(tf.memory().numTensors).toBe(before);
  });
});
