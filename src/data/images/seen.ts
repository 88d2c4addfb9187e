import type { ImageForm } from '../dataset.ts';
import { PlaygroundError } from '../../errors.ts';

/** An image as a network sees it before its numbers are scaled: [height, width, 4] bytes, opaque. */
export interface SeenImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Images that are asked for at once. */
const most = 1000;

/** @throws PlaygroundError for images that a set of `count` does not have, and for too many at once. */
export function checkSeen(indices: readonly number[], count: number): void {
  if (indices.length > most) throw new PlaygroundError(`${indices.length} images were asked for at once.`, `Ask for at most ${most}.`);
  const outside = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= count);
  if (outside !== undefined) throw new PlaygroundError(`There is no image ${outside}.`, `Give numbers from 0 to ${count - 1}.`);
}

/** Image `index` of packed ones, [N, height, width, channels]; grey in three equal channels. */
export function seenImage(values: Uint8Array, { height, width, channels }: Pick<ImageForm, 'height' | 'width' | 'channels'>, index: number): SeenImage {
  const pixels = new Uint8ClampedArray(height * width * 4).fill(255);
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) pixels[4 * i + c] = values[(index * height * width + i) * channels + Math.min(c, channels - 1)]!;
  }
  return { width, height, pixels };
}

/** Pixels [height, width, 3] in the channels of a form, and how they are seen then: the mean of red, green and blue where it has one. */
export function seenAs(form: ImageForm, pixels: Uint8Array): { readonly picture: SeenImage; readonly values: Uint8Array } {
  const values = form.channels === 3 ? pixels : Uint8Array.from({ length: pixels.length / 3 }, (_, i) => Math.round((pixels[3 * i]! + pixels[3 * i + 1]! + pixels[3 * i + 2]!) / 3));
  return { picture: seenImage(values, form, 0), values };
}
