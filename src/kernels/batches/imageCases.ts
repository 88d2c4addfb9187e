import { createRandom } from '../../random.ts';
import { bytesPerImage } from './gatherImages.ts';
import type { ImageShape } from './gatherImages.ts';

/** Image sets that the tests of every backend go through. */
export const imageCases = [
  { title: 'MNIST-like images', count: 50, batch: 128, shape: { height: 28, width: 28, channels: 1, mean: 0.1307, std: 0.3081 } },
  { title: 'images of 15 bytes, which fill no whole word', count: 5, batch: 3, shape: { height: 3, width: 5, channels: 1, mean: 0, std: 1 } },
  { title: 'colour images', count: 4, batch: 1, shape: { height: 5, width: 7, channels: 3, mean: 0.5, std: 0.25 } },
];

/** Seeded bytes, with 0 and 255 among them, and labels. */
export function imageSet(count: number, shape: ImageShape): { pixels: Uint8Array; labels: Uint8Array } {
  const random = createRandom(2, 'images');
  const pixels = Uint8Array.from({ length: count * bytesPerImage(shape) }, () => random.integer(256));
  pixels.set([0, 255, 128]);
  return { pixels, labels: Uint8Array.from({ length: count }, () => random.integer(10)) };
}

/** Seeded indices; the first and the last image are among them where there is room. */
export function indicesOf(count: number, batch: number): Int32Array {
  const random = createRandom(4, 'indices');
  const indices = Int32Array.from({ length: batch }, () => random.integer(count));
  indices[0] = 0;
  if (batch > 1) indices[1] = count - 1;
  return indices;
}

/** `(u8 / 255 - mean) / std` of the chosen images, flat, and their labels. */
export function expectedBatch(pixels: Uint8Array, labels: Uint8Array, indices: Int32Array, shape: ImageShape): { images: number[]; labels: number[] } {
  const bytes = bytesPerImage(shape);
  const images = Array.from(indices, (index) => Array.from(pixels.subarray(index * bytes, (index + 1) * bytes), (level) => (level / 255 - shape.mean) / shape.std));
  return { images: images.flat(), labels: Array.from(indices, (index) => labels[index]!) };
}
