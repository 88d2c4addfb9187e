import { tensor1d, tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../errors.ts';
import { activeWebGPU } from './dispatch.ts';
import { bytesPerImage, gatherImages, packPixels } from './gatherImages.ts';
import type { ImageShape } from './gatherImages.ts';

/**
 * A set of labelled images ready to be batched. On WebGPU its bytes lie on the device and a batch uploads only its indices;
 * other backends cannot unpack bytes, so there they stay on the host and a batch is uploaded whole.
 */
export class DeviceImages {
  readonly shape: ImageShape;
  /** Number of images. */
  readonly count: number;
  private readonly host: { readonly pixels: Uint8Array; readonly labels: Uint8Array } | null;
  private readonly device: { readonly pixels: Tensor2D; readonly labels: Tensor1D } | null;

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
    const onDevice = activeWebGPU() !== null;
    this.host = onDevice ? null : { pixels, labels };
    this.device = onDevice
      ? { pixels: tensor2d(packPixels(pixels, bytes), [this.count, Math.ceil(bytes / 4)], 'int32'), labels: tensor1d(Int32Array.from(labels), 'int32') }
      : null;
  }

  /**
   * The images and labels at `indices`: float32 [B, H, W, channels], `(u8 / 255 - mean) / std`, and int32 [B]; the caller
   * disposes both.
   * @throws PlaygroundError when an index is outside 0 .. count - 1.
   */
  batch(indices: Int32Array): { images: Tensor4D; labels: Tensor1D } {
    const outside = indices.find((index) => index < 0 || index >= this.count);
    if (outside !== undefined) throw new PlaygroundError(`Image ${outside} does not exist.`, `Use indices from 0 to ${this.count - 1}.`);
    const backend = activeWebGPU();
    if (this.device && backend) {
      const chosen = tensor1d(indices, 'int32');
      const made = gatherImages(backend, this.device.pixels, this.device.labels, chosen, this.shape);
      chosen.dispose();
      return made;
    }
    if (this.host) return gatherOnHost(this.host.pixels, this.host.labels, indices, this.shape);
    throw new PlaygroundError('The images lie on a WebGPU device, which is no longer active.', 'Load the data set again.');
  }

  dispose(): void {
    this.device?.pixels.dispose();
    this.device?.labels.dispose();
  }
}

function gatherOnHost(pixels: Uint8Array, labels: Uint8Array, indices: Int32Array, shape: ImageShape): { images: Tensor4D; labels: Tensor1D } {
  const bytes = bytesPerImage(shape);
  const values = new Float32Array(indices.length * bytes);
  indices.forEach((index, b) => {
    for (let at = 0; at < bytes; at++) values[b * bytes + at] = (pixels[index * bytes + at]! / 255 - shape.mean) / shape.std;
  });
  return {
    images: tensor4d(values, [indices.length, shape.height, shape.width, shape.channels]),
    labels: tensor1d(Int32Array.from(indices, (index) => labels[index]!), 'int32'),
  };
}
