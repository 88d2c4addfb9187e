import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { gzip, toIdx } from '../fixture.ts';
import { openEntries } from '../files/entries.ts';
import { brought } from '../files/zipFixture.ts';
import type { Bytes } from '../formats/bytes.ts';
import { mutatedBytes } from '../formats/mutatedBytes.ts';
import { isIdxFile, readIdxSet } from './idxSets.ts';
import { pixelValues } from './npyFixture.ts';
import { type PackedCollection, uprighted } from './packedImages.ts';

const images = (count: number, from = 0) => toIdx([count, 4, 5], pixelValues(count, 20, from));
const labels = (...values: number[]) => toIdx([values.length], values);

/** An IDX file of another type, its values as big-endian bytes. */
function typed(type: number, dimensions: readonly number[], bytes: Uint8Array): Bytes {
  const file = toIdx(dimensions, bytes);
  file[2] = type;
  return file;
}
const int32 = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeInt32BE(value, 4 * i));
  return bytes;
};

async function read(files: Parameters<typeof brought>[0]): Promise<PackedCollection> {
  const { entries } = await openEntries(brought(files));
  const idx = [];
  for (const entry of entries) if (await isIdxFile(entry)) idx.push(entry);
  return readIdxSet(idx, entries, []);
}

describe('readIdxSet', () => {
  it("reads four files under MNIST's names, gzipped or not, of any size and classes", async () => {
    const files = { 't10k-images-idx3-ubyte.gz': gzip(images(2, 9)), 't10k-labels-idx1-ubyte': labels(12, 3), 'train-images.idx3-ubyte': images(3), 'train-labels-idx1-ubyte.gz': gzip(labels(3, 12, 0)) };
    expect(await read(files)).toEqual({
      kind: 'packed', classes: ['0', '3', '12'], height: 4, width: 5, channels: 1,
      train: { values: pixelValues(3, 20), labels: Uint8Array.of(1, 2, 0) },
      test: { values: pixelValues(2, 20, 9), labels: Uint8Array.of(2, 1) },
      transposed: false, skipped: [], notes: [],
    });
  });

  it.each<[string, Parameters<typeof brought>[0]]>([
    ['one pair', { 'images-idx3-ubyte': images(3), 'labels-idx1-ubyte': labels(0, 1, 0) }],
    ['a pair of training files', { 'train-images-idx3-ubyte': images(3), 'train-labels-idx1-ubyte': labels(0, 1, 0) }],
    ['files that only their content tells', { pictures: images(3), 'digits.bin': labels(0, 1, 0), notes: 'hello' }],
    ['labels of 32 bits', { 'images-idx3-ubyte': images(3), 'labels-idx1-int': typed(0x0c, [3], int32(0, 1, 0)) }],
    ['images of 32 bits that are bytes', { 'images-idx3-int': typed(0x0c, [3, 4, 5], int32(...pixelValues(3, 20))), 'labels-idx1-ubyte': labels(0, 1, 0) }],
    ['images with a channel', { 'images-idx4-ubyte': toIdx([3, 4, 5, 1], pixelValues(3, 20)), 'labels-idx1-ubyte': labels(0, 1, 0) }],
    ['folders that name the part', { 'train/images-idx3-ubyte': images(3), 'train/labels-idx1-ubyte': labels(0, 1, 0) }],
  ])('takes %s, to be split', async (_, files) => {
    expect(await read(files)).toMatchObject({ classes: ['0', '1'], height: 4, width: 5, channels: 1, train: { values: pixelValues(3, 20), labels: Uint8Array.of(0, 1, 0) }, test: null });
  });

  it('takes negative and large labels for what they are', async () => {
    const { classes, train } = await read({ 'images-idx3-ubyte': images(3), 'labels-idx1-int': typed(0x0c, [3], int32(70_000, -1, 5)) });
    expect([classes, [...train.labels]]).toEqual([['-1', '5', '70000'], [2, 0, 1]]);
  });

  it.each<[string, Parameters<typeof brought>[0], RegExp]>([
    ['labels missing', { 'train-images-idx3-ubyte': images(3) }, /^train-images-idx3-ubyte: there are no training images with labels\. train-images-idx3-ubyte: images without labels\.$/],
    ['other counts', { 'train-images-idx3-ubyte': images(3), 'train-labels-idx1-ubyte': labels(0, 1) }, /^train-images-idx3-ubyte holds 3 images, but train-labels-idx1-ubyte 2 labels\.$/],
    ['floats from 0 to 1', { 'images-idx3-float': typed(0x0d, [1, 4, 4], new Uint8Array(64)), 'labels-idx1-ubyte': labels(1) }, /holds numbers from 0 to 1 \(float32\)/],
    ['a cut file', { 'images-idx3-ubyte': images(3).slice(0, -1), 'labels-idx1-ubyte': labels(0, 1, 0) }, /^images-idx3-ubyte ends after 75 of 76 bytes\.$/],
    ['an unknown type', { 'images-idx3-ubyte': typed(0x0a, [3, 4, 5], pixelValues(3, 20)), 'labels-idx1-ubyte': labels(0, 1, 0) }, /^images-idx3-ubyte is not an IDX file: it begins with 00 00 0a 03/],
    ['several sets', { 'emnist-digits-train-images-idx3-ubyte': images(3), 'emnist-letters-train-images-idx3-ubyte': images(3), 'emnist-letters-train-labels-idx1-ubyte': labels(0, 1, 0) }, /several sets/],
    ['many sets', Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`set${i}-train-images-idx3-ubyte`, images(1)])), /^These are 8 IDX files, so several sets: set0-train-images-idx3-ubyte, /],
    ['a web page', { 'train-images-idx3-ubyte': '<!doctype html>', 'train-labels-idx1-ubyte': labels(0, 1, 0) }, /^train-images-idx3-ubyte is a web page, not an IDX file\.$/],
  ])('refuses %s by name', async (_, files, message) => {
    await expect(read(files)).rejects.toMatchObject({ name: 'PlaygroundError', message: expect.stringMatching(message), hint: expect.stringMatching(/\.$/) });
  });
});

describe('EMNIST', () => {
  const files = { 'emnist-letters-train-images-idx3-ubyte': images(3), 'emnist-letters-train-labels-idx1-ubyte': labels(26, 1, 2) };

  it('is recognised, left as it is stored, and stands upright when asked to', async () => {
    const stored = await read(files);
    expect(stored).toMatchObject({ transposed: true, height: 4, width: 5, classes: ['A', 'B', 'Z'], notes: [expect.stringMatching(/rows and columns exchanged/)] });
    const upright = uprighted(stored);
    expect(upright).toMatchObject({ transposed: false, height: 5, width: 4, train: { labels: Uint8Array.of(2, 0, 1) } });
    const at = (values: Uint8Array, width: number, image: number, row: number, column: number) => values[image * 20 + row * width + column];
    expect(at(upright.train.values, 4, 2, 4, 1)).toBe(at(stored.train.values, 5, 2, 1, 4));
    expect(uprighted(upright).train.values).toEqual(stored.train.values);
  });

  it('has its characters for names, from its own table where there is one', async () => {
    const table = '26 122\n1 97\n2 98\n';
    expect((await read({ ...files, 'emnist-letters-mapping.txt': table })).classes).toEqual(['a', 'b', 'z']);
    expect((await read({ ...files, 'emnist-balanced-mapping.txt': table })).classes).toEqual(['A', 'B', 'Z']);
    const balanced = { 'emnist-balanced-train-images-idx3-ubyte': images(2), 'emnist-balanced-train-labels-idx1-ubyte': labels(10, 2) };
    expect((await read({ ...balanced, 'emnist-balanced-mapping.txt': '2 50\n10 65\n' })).classes).toEqual(['2', 'A']);
    expect((await read(balanced)).classes).toEqual(['2', '10']);
  });
});

describe('mutated IDX files', () => {
  it('end in a collection of the promised size or a named error', async () => {
    const whole = { 'images-idx3-ubyte': images(6), 'labels-idx1-int': typed(0x0c, [6], int32(0, 1, 2, 0, 1, 2)) };
    let [taken, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...(Object.keys(whole) as (keyof typeof whole)[])).chain((name) => mutatedBytes(whole[name]).map((bytes) => ({ ...whole, [name]: bytes }))), async (files) => {
        try {
          const { height, width, channels, train } = await read(files);
          expect(train.values).toHaveLength(train.labels.length * height * width * channels);
          taken++;
        } catch (error) {
          if (!(error instanceof PlaygroundError)) throw error;
          refused++;
        }
      }),
      { numRuns: 500 },
    );
    expect([taken > 20, refused > 100]).toEqual([true, true]);
  });
});
