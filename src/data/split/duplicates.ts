import { PlaygroundError } from '../../errors.ts';

/** Side of the grey thumbnails that near duplicates are looked for in, in pixels. */
export const thumbnailSide = 16;
const thumbnailPixels = thumbnailSide ** 2;

/** Sets that merge (union by the smaller number): `find` gives the smallest member of a set. */
class DisjointSets {
  readonly #parents: Int32Array;

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, i) => i);
  }

  find(i: number): number {
    const parents = this.#parents;
    while (parents[i] !== i) {
      parents[i] = parents[parents[i]!]!;
      i = parents[i]!;
    }
    return i;
  }

  merge(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    this.#parents[Math.max(first, second)] = Math.min(first, second);
  }

  /** [N] The smallest member of each one's set. */
  groups(): Int32Array {
    return this.#parents.map((_, i) => this.find(i));
  }
}

/**
 * Groups of equal things, such as files by their SHA-256: entry i is the number of the first one that has the same key.
 * @returns [N], as `seededSplit` takes it.
 */
export function exactDuplicates(keys: readonly string[]): Int32Array {
  const first = new Map<string, number>();
  return Int32Array.from(keys, (key, i) => {
    if (!first.has(key)) first.set(key, i);
    return first.get(key)!;
  });
}

/** Groups of two kinds together: what is one group in either is one. @returns [N] */
export function joinedGroups(a: Int32Array, b: Int32Array): Int32Array {
  const sets = new DisjointSets(a.length);
  for (const groups of [a, b]) groups.forEach((group, i) => sets.merge(group, i));
  return sets.groups();
}

/** How alike two thumbnails must be. */
export interface Likeness {
  /** Bits of 112 in which their hashes may differ: where one of them rises or falls and the other does not. */
  readonly mostBits: number;
  /** Mean difference of their pixels in grey values of 255, once the difference of their brightness is taken away. */
  readonly mostDifference: number;
  /** The same as a share of the flatter one's contrast, so that two dull pictures are not one; 0.5 grey values are noise in any. */
  readonly mostShareOfContrast: number;
  /** Difference of their brightness in grey values. */
  readonly mostBrightness: number;
}

/**
 * Copies of photographs that were saved anew at quality 30, halved, or brightened by a tenth differ in 12 bits at most and mostly by
 * 0.5 to 4 grey values; different photographs of birds in 16 bits and by 10 grey values at least.
 */
const usualLikeness: Likeness = { mostBits: 12, mostDifference: 3.5, mostShareOfContrast: 0.25, mostBrightness: 40 };

const noise = 0.5;

/** Bits and words of a hash: per row of 8 pixels 7 steps from one to the next, of 2 bits each. */
const [hashRows, hashSteps, hashWords] = [8, 7, 4];
/** A step of fewer grey values is none, lest noise on plain ground make a hash. */
const leastStep = 3;

/** Thumbnails less their brightness, with what tells most of them apart at once. */
interface Prepared {
  /** [N, 256] */
  readonly pixels: Float32Array;
  /** [N] */
  readonly brightness: Float32Array;
  /** [N] Mean distance of the pixels from the brightness. */
  readonly contrast: Float32Array;
  /** [N, 4] */
  readonly hashes: Uint32Array;
}

/** Writes the hash of one thumbnail: whether it rises, and whether it falls, from each 2 x 2 pixels to those on their right. */
function writeHash(pixels: Float32Array, hash: Uint32Array): void {
  const block = (row: number, column: number) => {
    const at = 2 * (row * thumbnailSide + column);
    return (pixels[at]! + pixels[at + 1]! + pixels[at + thumbnailSide]! + pixels[at + thumbnailSide + 1]!) / 4;
  };
  for (let row = 0; row < hashRows; row++) {
    for (let column = 0; column < hashSteps; column++) {
      const step = block(row, column + 1) - block(row, column);
      const bit = (row & 1) * 2 * hashSteps + 2 * column;
      hash[row >> 1]! |= Number(step > leastStep) << bit | Number(step < -leastStep) << (bit + 1);
    }
  }
}

function prepared(thumbnails: Uint8Array, count: number): Prepared {
  const all = { pixels: Float32Array.from(thumbnails), brightness: new Float32Array(count), contrast: new Float32Array(count), hashes: new Uint32Array(count * hashWords) };
  for (let i = 0; i < count; i++) {
    const own = all.pixels.subarray(i * thumbnailPixels, (i + 1) * thumbnailPixels);
    const mean = own.reduce((sum, pixel) => sum + pixel, 0) / thumbnailPixels;
    own.forEach((pixel, at) => (own[at] = pixel - mean));
    all.brightness[i] = mean;
    all.contrast[i] = own.reduce((sum, pixel) => sum + Math.abs(pixel), 0) / thumbnailPixels;
    writeHash(own, all.hashes.subarray(i * hashWords, (i + 1) * hashWords));
  }
  return all;
}

/** Number of bits that are set, of 32. */
function setBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function hashesDiffer(hashes: Uint32Array, a: number, b: number): number {
  const [ofA, ofB] = [a * hashWords, b * hashWords];
  return setBits(hashes[ofA]! ^ hashes[ofB]!) + setBits(hashes[ofA + 1]! ^ hashes[ofB + 1]!) + setBits(hashes[ofA + 2]! ^ hashes[ofB + 2]!) + setBits(hashes[ofA + 3]! ^ hashes[ofB + 3]!);
}

/** Whether the mean distance of two thumbnails' pixels is at most `most`; looks no further than is needed. */
function isWithin(pixels: Float32Array, a: number, b: number, most: number): boolean {
  const [ofA, ofB, mostSum] = [a * thumbnailPixels, b * thumbnailPixels, most * thumbnailPixels];
  let sum = 0;
  for (let row = 0; row < thumbnailPixels && sum <= mostSum; row += thumbnailSide) {
    for (let at = row; at < row + thumbnailSide; at++) sum += Math.abs(pixels[ofA + at]! - pixels[ofB + at]!);
  }
  return sum <= mostSum;
}

/**
 * Groups of images that look like copies of each other: saved anew, scaled, a little brighter; not cropped or mirrored ones. A
 * group is what is near in steps, such as the pictures of one film.
 *
 * Two images are compared where their contrasts differ by no more than their pixels may in the mean (no near pair has more, by the
 * triangle inequality); a hash of 112 bits then tells most of those apart, and the mean difference of their thumbnails' pixels,
 * brightness taken away, decides. 10,000 images take about a second.
 * @param thumbnails [N, 16, 16] grey, each pixel the mean of the image's area under it, the image stretched to a square.
 * @returns [N], the first of each image's group.
 * @throws PlaygroundError when the bytes are no whole number of thumbnails.
 */
export function nearDuplicates(thumbnails: Uint8Array, { mostBits, mostDifference, mostShareOfContrast, mostBrightness }: Likeness = usualLikeness): Int32Array {
  const count = thumbnails.length / thumbnailPixels;
  if (!Number.isInteger(count)) throw new PlaygroundError(`${thumbnails.length} bytes are no whole number of thumbnails of ${thumbnailPixels} pixels.`, 'Make them anew, 16 x 16 pixels of grey each.');
  const { pixels, brightness, contrast, hashes } = prepared(thumbnails, count);
  const order = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => contrast[a]! - contrast[b]!);
  const sets = new DisjointSets(count);
  for (let i = 0; i < count; i++) {
    const a = order[i]!;
    const most = Math.min(mostDifference, Math.max(noise, mostShareOfContrast * contrast[a]!));
    for (let j = i + 1; j < count && contrast[order[j]!]! - contrast[a]! <= most; j++) {
      const b = order[j]!;
      if (hashesDiffer(hashes, a, b) > mostBits || Math.abs(brightness[a]! - brightness[b]!) > mostBrightness) continue;
      if (sets.find(a) !== sets.find(b) && isWithin(pixels, a, b, most)) sets.merge(a, b);
    }
  }
  return sets.groups();
}
