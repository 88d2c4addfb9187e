import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { convBlock } from './block.ts';
import { convBlockCase, convBlockErrors } from './case.ts';
import { convBlockReference } from './reference.ts';
import { convShapeOf } from './shape.ts';
import type { ConvShape } from './shape.ts';

// The longest sums here have some 1,000 terms in float32; rounding adds up to about sqrt(1,000) * 6e-8 of the largest entry.
const tolerance = 5e-6;

const shapes: [string, ConvShape, number][] = [
  ['3x3, pooled', { height: 6, width: 6, kernelHeight: 3, kernelWidth: 3, inChannels: 2, outChannels: 3, pool: true }, 2],
  ['3x3, pooled, odd sides', { height: 7, width: 5, kernelHeight: 3, kernelWidth: 3, inChannels: 3, outChannels: 5, pool: true }, 3],
  ['5x3, not pooled', { height: 4, width: 7, kernelHeight: 5, kernelWidth: 3, inChannels: 1, outChannels: 2, pool: false }, 1],
  ['1x1, one pixel', { height: 1, width: 1, kernelHeight: 1, kernelWidth: 1, inChannels: 1, outChannels: 1, pool: false }, 1],
];

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('convBlockReference', () => {
  it('convolves, activates and pools a case worked out by hand', () => {
    const shape = { height: 2, width: 2, kernelHeight: 1, kernelWidth: 1, inChannels: 1, outChannels: 2, pool: true };
    const values = {
      x: Float32Array.of(1, -3, 2, 0),
      filter: Float32Array.of(2, -1),
      bias: Float32Array.of(1, -4),
      slope: Float32Array.of(0.5, -2),
    };
    // Channel 0: z = 3, -5, 5, 1, so a = 3, -2.5, 5, 1. Channel 1: z = -5, -1, -6, -4, so a = 10, 2, 12, 8.
    const { y, gradients } = convBlockReference(values, shape, Float32Array.of(1, 10));
    expect(Array.from(y)).toEqual([5, 12]);
    expect(Array.from(gradients.bias)).toEqual([1, -20]);
    expect(Array.from(gradients.slope)).toEqual([0, -60]);
    expect(Array.from(gradients.filter)).toEqual([2, -40]);
    expect(Array.from(gradients.x)).toEqual([0, 0, 22, 0]);
  });

  it('gives the first of equal entries the whole gradient', () => {
    const shape = { height: 2, width: 2, kernelHeight: 1, kernelWidth: 1, inChannels: 1, outChannels: 1, pool: true };
    const values = { x: Float32Array.of(0, 1, 1, 1), filter: Float32Array.of(1), bias: Float32Array.of(0), slope: Float32Array.of(0) };
    expect(Array.from(convBlockReference(values, shape, Float32Array.of(1)).gradients.x)).toEqual([0, 1, 0, 0]);
  });
});

describe('convBlock on the CPU backend', () => {
  it.each(shapes)('agrees with the reference in value and gradients: %s', async (_, shape, batch) => {
    const errors = await convBlockErrors(convBlockCase(shape, batch));
    expect(Object.keys(errors)).toEqual(['y', 'x', 'filter', 'bias', 'slope']);
    for (const error of Object.values(errors)) expect(error).toBeLessThan(tolerance);
  });

  it('leaks no tensor', async () => {
    const before = tf.memory().numTensors;
    await convBlockErrors(convBlockCase(shapes[0]![1], 2));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused with both numbers where channels do not match', () => {
    const block = () =>
      convBlock(tf.zeros([1, 4, 4, 3]), tf.zeros([3, 3, 2, 8]), tf.zeros([8]), tf.zeros([8]), { pool: true });
    expect(block).toThrow(PlaygroundError);
    expect(block).toThrow(/works on 2 channels, but x has 3/);
  });
});

describe('convShapeOf', () => {
  it.each([
    ['a rank of 3', [4, 4, 3], [3, 3, 3, 8], [8], [8], /rank 4, but got rank 3/],
    ['an even kernel', [1, 4, 4, 3], [2, 3, 3, 8], [8], [8], /its height is 2/],
    ['a bias of other length', [1, 4, 4, 3], [3, 3, 3, 8], [4], [8], /works on 8 channels, but the bias has 4/],
    ['a slope of other length', [1, 4, 4, 3], [3, 3, 3, 8], [8], [1], /works on 8 channels, but the slope has 1/],
    ['an image too small to pool', [1, 1, 4, 3], [3, 3, 3, 8], [8], [8], /at least one image of 2x2 pixels/],
    ['an empty batch', [0, 4, 4, 3], [3, 3, 3, 8], [8], [8], /at least one image/],
  ])('refuses %s', (_, x, filter, bias, slope, message) => {
    expect(() => convShapeOf(x, filter, bias, slope, true)).toThrow(message);
  });
});
