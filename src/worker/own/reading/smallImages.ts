import { promisedSize } from '../../../data/images/header.ts';
import type { Size } from '../../../data/images/resize.ts';
import type { PhotographCollection } from '../../../data/readers/collection.ts';
import { splitPixels } from './packed.ts';
import { takenImages } from './photographs.ts';
import type { PhotographReading } from './photographs.ts';
import type { PixelSet } from '../set.ts';

/** Pixels that a side of a small image has at most: more is a photograph. */
const mostSide = 32;

/** What of a file is read to see its size: in small images the frame header comes early. */
const headBytes = 4096;

/** The one size that all images of a collection have, where it is a small one; null else. */
export async function smallSize({ items }: PhotographCollection): Promise<Size | null> {
  let common: Size | null = null;
  for (const { file, box } of items) {
    const size = box ? null : await file.head(headBytes).then(promisedSize, () => null);
    if (!size || Math.max(size.width, size.height) > mostSide || (common && (common.width !== size.width || common.height !== size.height))) return null;
    common = size;
  }
  return common;
}

/** Whether red, green and blue are the same everywhere. */
const isGrey = (pixels: Uint8Array) => pixels.every((value, k) => value === pixels[k - (k % 3)]);

/** Reads small images to train on as they are, in grey where all of them are grey. What cannot be decoded is skipped by name. */
export async function readSmallImages(label: string, collection: PhotographCollection, size: Size, reading: PhotographReading): Promise<PixelSet> {
  const { images, classNames, labels, skipped } = await takenImages(collection, size, reading);
  const pixels: Uint8Array[] = [];
  for (const { hash } of images) pixels.push((await reading.shelf.get('pixels', hash))!);
  const channels = pixels.every(isGrey) ? 1 : 3;
  const values = new Uint8Array(pixels.length * size.width * size.height * channels);
  pixels.forEach((one, i) => values.set(channels === 3 ? one : one.filter((_, k) => k % 3 === 0), i * size.width * size.height * channels));
  const shape = { width: size.width, height: size.height, channels };
  return splitPixels(label, { shape, classNames, values, labels, given: images.map(({ item }) => item.part) }, { skipped, notes: collection.notes });
}
