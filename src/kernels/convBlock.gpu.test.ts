import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { convBlockPrograms } from './convBlock.ts';
import { convBlockCase, convBlockErrors, runConvBlock } from './convBlockCase.ts';
import type { ConvShape } from './convShape.ts';
import { cpuVariant } from './convVariant.ts';
import { compileProgram } from './dispatch.ts';
import { openWebGPU } from './webgpuBackend.ts';

let device: GPUDevice;

beforeAll(async () => {
  ({ device } = await openWebGPU());
});

// float32 sums of up to 64 * 28 * 28 = 50,000 terms that cancel; the order of summing differs from the reference, which adds
// in double precision. Rounding then reaches about sqrt(50,000) * 6e-8 = 1.3e-5 of the sum of magnitudes at worst.
const tolerance = 1.5e-5;

const block = (height: number, width: number, kernel: [number, number], inChannels: number, outChannels: number, pool: boolean): ConvShape => ({
  height,
  width,
  kernelHeight: kernel[0],
  kernelWidth: kernel[1],
  inChannels,
  outChannels,
  pool,
});

const trained: [string, ConvShape, number][] = [
  ['first block of the small CNN', block(28, 28, [3, 3], 1, 8, true), 64],
  ['second block of the small CNN', block(14, 14, [3, 3], 8, 16, true), 3],
  ['third block of the small CNN', block(7, 7, [3, 3], 16, 32, true), 3],
  ['first block of LeNet++', block(28, 28, [5, 5], 1, 32, false), 1],
  ['a pooled 5x5 block', block(14, 14, [5, 5], 8, 16, true), 1],
  ['a 5x5 block on odd sides', block(7, 7, [5, 5], 8, 16, true), 3],
];

const odd: [string, ConvShape, number][] = [
  ['1x1', block(5, 5, [1, 1], 3, 5, true), 3],
  ['1x1, one channel, one pixel', block(1, 1, [1, 1], 1, 1, false), 1],
  ['3x3 on 5x5', block(5, 5, [3, 3], 3, 1, true), 3],
  ['3x3 with 5 of 8 channels', block(7, 14, [3, 3], 3, 5, true), 3],
  ['3x3 with 9 channels, not pooled', block(5, 7, [3, 3], 9, 9, false), 1],
  ['3x3 with 12 channels, pooled', block(6, 9, [3, 3], 2, 12, true), 2],
  ['1x5, not pooled', block(5, 28, [1, 5], 1, 8, false), 1],
  ['7x1, pooled', block(14, 5, [7, 1], 3, 8, true), 1],
  ['7x7 on an image smaller than the kernel', block(2, 3, [7, 7], 1, 5, true), 2],
  ['5x5 on a large odd image', block(35, 33, [5, 5], 1, 3, true), 1],
];

const errorsOf = async (shape: ConvShape, batch: number, subgroups: boolean) =>
  convBlockErrors(convBlockCase(shape, batch), { variant: cpuVariant(shape, subgroups) });

describe('convBlock on WebGPU', () => {
  describe.each([
    ['sharing loads in quads', true],
    ['without subgroups', false],
  ])('%s', (_, subgroups) => {
    it.each([...trained, ...odd])('agrees with the reference in value and gradients: %s', async (_name, shape, batch) => {
      const errors = await errorsOf(shape, batch, subgroups);
      expect(Object.keys(errors)).toEqual(['y', 'x', 'filter', 'bias', 'slope']);
      for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(tolerance);
    });
  });

  it('gives the same bits every time, and for every batch with the same pipeline', async () => {
    const example = convBlockCase(block(14, 14, [3, 3], 8, 16, true), 5);
    const first = await runConvBlock(example);
    expect(await runConvBlock(example)).toEqual(first);
    const one = await runConvBlock({ ...example, batch: 1, values: { ...example.values, x: example.values.x.slice(0, 14 * 14 * 8) }, dy: example.dy.slice(0, 7 * 7 * 16) });
    expect(one[0]!.values).toEqual(first[0]!.values.slice(0, 7 * 7 * 16));
  });

  it('leaves the gradient of the input out where it is not asked for', async () => {
    const errors = await convBlockErrors(convBlockCase(block(7, 7, [3, 3], 1, 8, true), 3), { inputGradient: false });
    expect(Object.keys(errors)).toEqual(['y', 'filter', 'bias', 'slope']);
    for (const error of Object.values(errors)) expect(error).toBeLessThan(tolerance);
  });

  it('lists the programs it runs, and leaves out that of an unwanted input gradient', async () => {
    const shape = block(6, 6, [3, 3], 3, 4, true);
    const programs = convBlockPrograms(device.features, shape);
    expect(programs.map(({ key }) => key.split('/')[0])).toEqual(['convForward', 'convActivationGradient', 'convFilterGradient', 'convParameterSums', 'convInputGradient']);
    expect(convBlockPrograms(device.features, shape, { inputGradient: false })).toHaveLength(4);
    await Promise.all(programs.map((program) => compileProgram(device, program)));
  });

  it('leaks no tensor, with gradients or without', async () => {
    const example = convBlockCase(block(6, 6, [3, 3], 3, 4, true), 2);
    const before = tf.memory().numTensors;
    await runConvBlock(example);
    await runConvBlock(example, { inputGradient: false });
    expect(tf.memory().numTensors).toBe(before);
  });
});
