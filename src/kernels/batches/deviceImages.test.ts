import { memory, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { absoluteError } from '../device/comparison.ts';
import { DeviceImages } from './deviceImages.ts';
import { packPixels } from './gatherImages.ts';
import { expectedBatch, imageCases, imageSet, indicesOf } from './imageCases.ts';

/** float32 rounding of numbers up to 4. */
const tolerance = 1e-6;

const gray = { height: 1, width: 2, channels: 1, mean: 0, std: 1 };

beforeAll(() => setBackend('cpu'));

describe('packPixels', () => {
  it('puts the first byte lowest and fills the last word of each image with zeros', () => {
    expect(Array.from(packPixels(Uint8Array.of(1, 2, 3, 255, 5, 6, 7, 8, 9, 10), 5))).toEqual([0xff030201 | 0, 5, 0x09080706, 10]);
  });
});

describe('DeviceImages', () => {
  it.each(imageCases)('batches $title as the reference does and leaks nothing', async ({ count, batch, shape }) => {
    const before = memory().numTensors;
    const { pixels, labels } = imageSet(count, shape);
    const set = new DeviceImages(pixels, labels, shape);
    const indices = indicesOf(count, batch);
    const made = set.batch(indices);
    const expected = expectedBatch(pixels, labels, indices, shape);
    expect(made.examples.shape).toEqual([batch, shape.height, shape.width, shape.channels]);
    expect(absoluteError(await made.examples.data<'float32'>(), expected.images)).toBeLessThan(tolerance);
    expect(Array.from(await made.labels.data())).toEqual(expected.labels);
    made.examples.dispose();
    made.labels.dispose();
    set.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('refuses pixels that are not one image per label', () => {
    expect(() => new DeviceImages(new Uint8Array(5), new Uint8Array(2), gray)).toThrow(PlaygroundError);
    expect(() => new DeviceImages(new Uint8Array(0), new Uint8Array(0), gray)).toThrow(PlaygroundError);
  });

  it('refuses an index that no image has', () => {
    const set = new DeviceImages(new Uint8Array(4), new Uint8Array(2), gray);
    expect(() => set.batch(Int32Array.of(0, 2))).toThrow('Example 2 does not exist.');
    expect(() => set.batch(Int32Array.of(-1))).toThrow(PlaygroundError);
  });
});
