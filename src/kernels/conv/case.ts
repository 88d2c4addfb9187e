import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../../random.ts';
import { convBlock } from './block.ts';
import type { ConvBlockOptions } from './block.ts';
import { convBlockReference } from './reference.ts';
import type { ConvBlockArguments } from './reference.ts';
import { outputSize } from './shape.ts';
import type { ConvShape } from './shape.ts';

/** Seeded arguments of a block and a gradient of its output; slopes run from -0.5 to 0.5, so some are negative. */
export interface ConvBlockCase {
  readonly shape: ConvShape;
  readonly batch: number;
  readonly values: ConvBlockArguments;
  readonly dy: Float32Array;
}

/** A seeded case of a shape, for tests. */
export function convBlockCase(shape: ConvShape, batch: number): ConvBlockCase {
  const random = createRandom(7, 'convolution block case');
  const uniform = (length: number, bound: number) => Float32Array.from({ length }, () => random.uniform(-bound, bound));
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const fanIn = kernelHeight * kernelWidth * inChannels;
  const size = outputSize(shape);
  return {
    shape,
    batch,
    values: {
      x: uniform(batch * height * width * inChannels, 1),
      filter: uniform(fanIn * outChannels, 1 / Math.sqrt(fanIn)),
      bias: uniform(outChannels, 0.2),
      slope: uniform(outChannels, 0.5),
    },
    dy: uniform(batch * size.height * size.width * outChannels, 1),
  };
}

const names = ['x', 'filter', 'bias', 'slope'] as const;

/** Output and gradients of the op on tfjs's active backend; the caller disposes them. */
export function convBlockTensors({ shape, batch, values, dy }: ConvBlockCase, options: Omit<ConvBlockOptions, 'pool'> = {}): tf.Tensor[] {
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels, pool } = shape;
  return tf.tidy(() => {
    const x = tf.tensor4d(values.x, [batch, height, width, inChannels]);
    const filter = tf.tensor4d(values.filter, [kernelHeight, kernelWidth, inChannels, outChannels]);
    const bias = tf.tensor1d(values.bias);
    const slope = tf.tensor1d(values.slope);
    const block = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor, d: tf.Tensor) =>
      convBlock(a as tf.Tensor4D, b as tf.Tensor4D, c as tf.Tensor1D, d as tf.Tensor1D, { pool, ...options });
    const y = block(x, filter, bias, slope);
    const upstream = tf.tensor4d(dy, y.shape);
    const withInput = options.inputGradient !== false;
    const gradients = withInput
      ? tf.grads(block)([x, filter, bias, slope], upstream)
      : tf.grads((b: tf.Tensor, c: tf.Tensor, d: tf.Tensor) => block(x, b, c, d))([filter, bias, slope], upstream);
    return [y, ...gradients];
  });
}

/** The same as flat arrays with their names. */
export async function runConvBlock(example: ConvBlockCase, options: Omit<ConvBlockOptions, 'pool'> = {}) {
  const tensors = convBlockTensors(example, options);
  const arrays = await Promise.all(tensors.map((tensor) => tensor.data()));
  tf.dispose(tensors);
  const found = options.inputGradient === false ? names.slice(1) : names;
  return [{ name: 'y', values: arrays[0]! }, ...found.map((name, i) => ({ name, values: arrays[i + 1]! }))];
}

/** Largest difference between the op and the reference, relative to the largest entry, for output and gradients. */
export async function convBlockErrors(example: ConvBlockCase, options: Omit<ConvBlockOptions, 'pool'> = {}): Promise<Record<string, number>> {
  const { y, gradients } = convBlockReference(example.values, example.shape, example.dy);
  const expected: Record<string, Float64Array> = { y, ...gradients };
  const results = await runConvBlock(example, options);
  return Object.fromEntries(results.map(({ name, values }) => [name, relativeError(values, expected[name]!)]));
}

function relativeError(found: ArrayLike<number>, expected: Float64Array): number {
  if (found.length !== expected.length) return Infinity;
  let difference = 0;
  let largest = 0;
  expected.forEach((value, i) => {
    // Written so that NaN counts as an infinite difference.
    const apart = Math.abs(found[i]! - value);
    difference = apart <= difference ? difference : Number.isNaN(apart) ? Infinity : apart;
    largest = Math.max(largest, Math.abs(value));
  });
  return difference / Math.max(largest, 1e-30);
}
