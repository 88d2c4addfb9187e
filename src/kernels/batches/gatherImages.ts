import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { ExampleBatch } from './deviceExamples.ts';
import { dispatch, toTensor } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { grid } from '../wgsl/grid.ts';
import { moduleText } from '../wgsl/module.ts';
import { lines, range } from '../wgsl/text.ts';

/** Size of an image and how its bytes become numbers: `(u8 / 255 - mean) / std`. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly mean: number;
  readonly std: number;
}

/** Bytes of one image. */
export function bytesPerImage({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}

const wordsPerImage = (shape: ImageShape) => Math.ceil(bytesPerImage(shape) / 4);

/**
 * Packs images of `bytes` bytes each four to an int32, the first in the lowest bits; the last word of an image is filled up
 * with zeros. Returns [N, ceil(bytes / 4)] flat.
 */
export function packPixels(pixels: Uint8Array, bytes: number): Int32Array {
  const words = Math.ceil(bytes / 4);
  const packed = new Int32Array((pixels.length / bytes) * words);
  for (let at = 0; at < pixels.length; at++) packed[Math.floor(at / bytes) * words + ((at % bytes) >> 2)]! |= pixels[at]! << (8 * ((at % bytes) & 3));
  return packed;
}

/**
 * Collects a batch from images that lie on a WebGPU device, in one dispatch, images `(u8 / 255 - mean) / std` as float32
 * [B, H, W, channels] and labels int32 [B]; the caller disposes both. Image b of the batch is `order[cursor[0] B + b]`.
 *
 * @param set pixels int32 [N, ceil(H W channels / 4)], as `packPixels` makes them, and labels int32 [N].
 * @param place order int32 [M], each in 0 .. N - 1; cursor int32 [1], batches of the order that lie before this one.
 * @param batch B.
 */
export function gatherImages(
  backend: WebGPUBackend,
  set: { readonly pixels: Tensor2D; readonly labels: Tensor1D },
  place: { readonly order: Tensor1D; readonly cursor: Tensor1D },
  batch: number,
  shape: ImageShape,
): ExampleBatch {
  const { height, width, channels } = shape;
  const outputs = [
    { shape: [batch, height, width, channels], dtype: 'float32' as const },
    { shape: [batch], dtype: 'int32' as const },
  ];
  const inputs = [set.pixels, set.labels, place.order, place.cursor];
  const [examples, batchLabels] = dispatch(backend, program(shape), grid(wordsPerImage(shape), workgroup, batch), inputs, outputs).map(toTensor);
  return { examples: examples!, labels: batchLabels as Tensor1D };
}

const workgroup = 32;

/** One invocation unpacks one word; the workgroup's z is the place in the batch. */
function program(shape: ImageShape): Program {
  const bytes = bytesPerImage(shape);
  const words = wordsPerImage(shape);
  const store = (byte: number) =>
    lines(
      `if (word * 4u + ${byte}u < ${bytes}u) {`,
      `let level = f32((packed >> ${8 * byte}u) & 255u) / 255.0;`,
      `images[b * ${bytes}u + word * 4u + ${byte}u] = (level - (${shape.mean})) / ${shape.std};`,
      '}',
    );
  return {
    key: `gatherImages/${bytes}/${shape.mean}/${shape.std}`,
    code: moduleText(
      { inputs: { pixels: 'i32', labels: 'i32', order: 'i32', cursor: 'i32' }, outputs: { images: 'f32', batchLabels: 'i32' }, workgroup },
      'let word = u32(index);',
      'let b = group.z;',
      `if (word >= ${words}u) { return; }`,
      'let chosen = u32(order[u32(cursor[0]) * arrayLength(&batchLabels) + b]);',
      'if (word == 0u) { batchLabels[b] = labels[chosen]; }',
      `let packed = bitcast<u32>(pixels[chosen * ${words}u + word]);`,
      range(4).map(store),
    ),
  };
}
