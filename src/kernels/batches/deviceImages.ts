import { dispose, tensor1d, tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import { checkIndices, labelsAt, notOnDevice } from './deviceExamples.ts';
import type { DeviceExamples, ExampleBatch } from './deviceExamples.ts';
import { activeWebGPU, moveToDevice } from '../device/dispatch.ts';
import { bytesPerImage, gatherImages, packPixels } from './gatherImages.ts';
import type { ImageShape } from './gatherImages.ts';

/** Where the images lie; `start` is the place of the first batch. */
type Stored =
  | { readonly on: 'host'; readonly pixels: Uint8Array; readonly labels: Uint8Array }
  | { readonly on: 'device'; readonly pixels: Tensor2D; readonly labels: Tensor1D; readonly start: Tensor1D };

/**
 * Images as examples: bytes, unpacked on WebGPU as a batch is made. A batch is float32 [B, H, W, channels],
 * `(u8 / 255 - mean) / std`.
 */
export class DeviceImages implements DeviceExamples {
  readonly shape: ImageShape;
  /** Number of images. */
  readonly count: number;
  private readonly stored: Stored;

  /**
   * @param pixels N images of height x width x channels bytes, row-major.
   * @param labels N class numbers.
   * @throws PlaygroundError when there are not as many images as labels.
   */
  constructor(pixels: Uint8Array, labels: Uint8Array, shape: ImageShape) {
    const bytes = bytesPerImage(shape);
    if (labels.length === 0 || pixels.length !== labels.length * bytes) {
      throw new PlaygroundError(
        `${pixels.length} bytes are not ${labels.length} images of ${shape.height} x ${shape.width} x ${shape.channels} bytes.`,
        'Give one label per image.',
      );
    }
    this.shape = shape;
    this.count = labels.length;
    const backend = activeWebGPU();
    if (backend) {
      const packed = tensor2d(packPixels(pixels, bytes), [this.count, Math.ceil(bytes / 4)], 'int32');
      this.stored = { on: 'device', pixels: packed, labels: tensor1d(Int32Array.from(labels), 'int32'), start: tensor1d([0], 'int32') };
      [packed, this.stored.labels, this.stored.start].forEach((tensor) => moveToDevice(backend, tensor));
    } else {
      this.stored = { on: 'host', pixels, labels };
    }
  }

  batch(indices: Int32Array): ExampleBatch {
    checkIndices(indices, this.count);
    const { stored, shape } = this;
    if (stored.on === 'host') return gatherOnHost(stored.pixels, stored.labels, indices, shape);
    const order = tensor1d(indices, 'int32');
    const made = this.batchAt(order, stored.start, indices.length);
    order.dispose();
    return made;
  }

  batchAt(order: Tensor1D, cursor: Tensor1D, size: number): ExampleBatch {
    const backend = activeWebGPU();
    const { stored, shape } = this;
    if (!backend || stored.on === 'host') throw notOnDevice();
    return gatherImages(backend, stored, { order, cursor }, size, shape);
  }

  dispose(): void {
    if (this.stored.on === 'device') dispose([this.stored.pixels, this.stored.labels, this.stored.start]);
  }
}

function gatherOnHost(pixels: Uint8Array, labels: Uint8Array, indices: Int32Array, shape: ImageShape): ExampleBatch {
  const bytes = bytesPerImage(shape);
  const values = new Float32Array(indices.length * bytes);
  indices.forEach((index, b) => {
    for (let at = 0; at < bytes; at++) values[b * bytes + at] = (pixels[index * bytes + at]! / 255 - shape.mean) / shape.std;
  });
  return {
    examples: tensor4d(values, [indices.length, shape.height, shape.width, shape.channels]),
    labels: labelsAt(labels, indices),
  };
}
