import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import { exactDuplicates, joinedGroups, nearDuplicates, thumbnailSide } from './duplicates.ts';

const side = thumbnailSide;
const pixels = side ** 2;

/** A picture of a few soft spots, as a thumbnail of a photograph looks. */
function picture(seed: number): Uint8ClampedArray {
  const random = createRandom(seed, 'picture');
  const spots = Array.from({ length: 4 }, () => ({ x: random.uniform(0, side), y: random.uniform(0, side), size: random.uniform(1.5, 5), light: random.uniform(-90, 90) }));
  return Uint8ClampedArray.from({ length: pixels }, (_, i) => spots.reduce((sum, { x, y, size, light }) => sum + light * Math.exp(-(((i % side) - x) ** 2 + (Math.floor(i / side) - y) ** 2) / size ** 2), 128));
}

const joined = (...thumbnails: readonly (Uint8Array | Uint8ClampedArray)[]) => Uint8Array.from(thumbnails.flatMap((each) => [...each]));
const mirrored = (thumbnail: Uint8ClampedArray) => thumbnail.map((_, i) => thumbnail[i - (i % side) + side - 1 - (i % side)]!);
const edited = (thumbnail: Uint8ClampedArray, seed: number, light: number, contrast: number) => {
  const random = createRandom(seed, 'noise');
  return thumbnail.map((pixel) => 128 + light + contrast * (pixel - 128) + random.uniform(-1, 1));
};

describe('exactDuplicates', () => {
  it('gives each the number of the first that is equal', () => {
    expect([...exactDuplicates(['a', 'b', 'a', 'c', 'b', 'a'])]).toEqual([0, 1, 0, 3, 1, 0]);
    expect([...exactDuplicates([])]).toEqual([]);
  });
});

describe('joinedGroups', () => {
  it('makes one of groups that share a member', () => {
    expect([...joinedGroups(Int32Array.of(0, 0, 2, 3, 4), Int32Array.of(0, 1, 1, 3, 3))]).toEqual([0, 0, 0, 3, 3]);
  });
});

describe('nearDuplicates', () => {
  const originals = Array.from({ length: 60 }, (_, seed) => picture(seed));

  it('groups pictures with copies that were saved anew, brightened and given more contrast', () => {
    const copies = originals.map((original, i) => edited(original, i, (i % 5) * 4 - 8, 1 + (i % 3) * 0.04));
    const groups = nearDuplicates(joined(...originals, ...copies));
    expect([...groups]).toEqual([...originals.keys(), ...originals.keys()]);
  });

  it('does not group different pictures, nor mirror images', () => {
    const all = [...originals, ...originals.map(mirrored)];
    expect([...nearDuplicates(joined(...all))]).toEqual([...all.keys()]);
  });

  it('does not group dull pictures by their dullness', () => {
    const dull = originals.map((original) => edited(original, 0, 0, 0.1));
    expect(new Set(nearDuplicates(joined(...dull))).size).toBe(60);
  });

  it('groups in steps, as the pictures of a film', () => {
    const film = Array.from({ length: 60 }, (_, i) => originals[0]!.map((from, at) => from + ((originals[1]![at]! - from) * i) / 59));
    expect(new Set(nearDuplicates(joined(...film)))).toEqual(new Set([0]));
  });

  it('groups plain pictures of about the same brightness', () => {
    const plain = [10, 20, 200, 210].map((light) => new Uint8Array(pixels).fill(light));
    expect([...nearDuplicates(joined(...plain))]).toEqual([0, 0, 2, 2]);
  });

  it('compares every pair: it finds what comparing all pixels of all pairs finds', () => {
    const all = [...originals, ...originals.slice(0, 20).map((original, i) => edited(original, i, 0, 1))];
    const centred = all.map((thumbnail) => Array.from(thumbnail, (pixel) => pixel - thumbnail.reduce((sum, each) => sum + each, 0) / pixels));
    const distance = (a: readonly number[], b: readonly number[]) => a.reduce((sum, pixel, i) => sum + Math.abs(pixel - b[i]!), 0) / pixels;
    const first = centred.map((thumbnail) => centred.findIndex((other) => distance(thumbnail, other) <= 2));
    expect([...nearDuplicates(joined(...all), { mostBits: 112, mostDifference: 2, mostShareOfContrast: 1, mostBrightness: 255 })]).toEqual(first);
  });

  it('takes ten thousand pictures, alike or not', () => {
    const alike = new Uint8Array(10_000 * pixels).map((_, i) => i % pixels);
    expect(new Set(nearDuplicates(alike)).size).toBe(1);
    const different = joined(...originals);
    expect(new Set(nearDuplicates(new Uint8Array(10_000 * pixels).map((_, i) => different[i % different.length]!))).size).toBe(60);
  });

  it('refuses bytes that are no whole thumbnails', () => {
    expect(() => nearDuplicates(new Uint8Array(300))).toThrow('300 bytes are no whole number of thumbnails of 256 pixels.');
    expect([...nearDuplicates(new Uint8Array())]).toEqual([]);
  });
});
