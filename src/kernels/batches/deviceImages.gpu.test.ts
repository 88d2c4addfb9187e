import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { absoluteError } from '../device/comparison.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { DeviceImages } from './deviceImages.ts';
import { expectedBatch, imageCases, imageSet, indicesOf } from './imageCases.ts';

/** float32 division and subtraction of numbers up to 4. */
const tolerance = 2e-6;

beforeAll(openWebGPU);

describe('DeviceImages on WebGPU', () => {
  it.each(imageCases)('batches $title as the reference does, to the bit each time, and leaks nothing', async ({ count, batch, shape }) => {
    const before = memory().numTensors;
    const { pixels, labels } = imageSet(count, shape);
    const set = new DeviceImages(pixels, labels, shape);
    const indices = indicesOf(count, batch);
    const made = [set.batch(indices), set.batch(indices)];
    const [first, second] = await Promise.all(made.map(async ({ examples: images, labels: chosen }) => [await images.data<'float32'>(), await chosen.data<'int32'>()] as const));
    const expected = expectedBatch(pixels, labels, indices, shape);
    expect(made[0]!.examples.shape).toEqual([batch, shape.height, shape.width, shape.channels]);
    expect(absoluteError(first![0], expected.images)).toBeLessThan(tolerance);
    expect(Array.from(first![1])).toEqual(expected.labels);
    expect(second).toEqual(first);
    made.forEach(({ examples: images, labels: chosen }) => [images, chosen].forEach((tensor) => tensor.dispose()));
    set.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
