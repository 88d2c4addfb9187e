import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import type { Bytes } from '../formats/bytes.ts';
import { mutatedBytes } from '../formats/mutatedBytes.ts';
import { openEntries } from '../files/entries.ts';
import { brought, zipOf } from '../files/zipFixture.ts';
import { readNpy } from './npy.ts';
import { type NpyFixture, npyOf, npzOf, pixelValues } from './npyFixture.ts';
import { readNpz } from './npz.ts';
import type { PackedCollection } from './packedImages.ts';

const images = (count: number, from = 0): NpyFixture => ({ descr: '|u1', dimensions: [count, 4, 4], values: pixelValues(count, 16, from) });
const labels = (...values: number[]): NpyFixture => ({ descr: '|u1', dimensions: [values.length], values: Uint8Array.from(values) });

async function read(files: Parameters<typeof brought>[0]): Promise<PackedCollection> {
  return readNpz((await openEntries(brought(files))).entries, []);
}
const readOne = (arrays: Readonly<Record<string, NpyFixture>>) => read({ 'a.npz': npzOf(arrays) });

describe('readNpz', () => {
  it("reads Keras's arrays with their split", async () => {
    const { values } = images(4);
    expect(await readOne({ x_train: images(4), y_train: labels(7, 3, 7, 10), x_test: images(2, 5), y_test: labels(3, 3) })).toEqual({
      kind: 'packed', classes: ['3', '7', '10'], height: 4, width: 4, channels: 1,
      train: { values, labels: Uint8Array.of(1, 0, 1, 2) },
      test: { values: pixelValues(2, 16, 5), labels: Uint8Array.of(0, 0) },
      transposed: false, skipped: [], notes: [],
    });
  });

  it.each<[string, Parameters<typeof brought>[0]]>([
    ['x and y', { 'a.npz': npzOf({ x: images(3), y: labels(0, 1, 0) }) }],
    ['images and labels', { 'a.npz': npzOf({ images: images(3), labels: labels(0, 1, 0), class_names: { descr: '<U3', dimensions: [2], values: new Uint8Array(24) } }) }],
    ['names of files', { 'k49-train-imgs.npz': npzOf({ arr_0: images(3) }), 'k49-train-labels.npz': npzOf({ arr_0: labels(0, 1, 0) }) }],
    ['npy files', { 'set/xTrain.npy': npyOf(images(3)), 'set/yTrain.npy': npyOf(labels(0, 1, 0)) }],
    ['labels [N, 1]', { 'a.npz': npzOf({ x: images(3), y: { descr: '|u1', dimensions: [3, 1], values: Uint8Array.of(0, 1, 0) } }) }],
    ['flat images', { 'a.npz': npzOf({ x: { ...images(3), dimensions: [3, 16] }, y: labels(0, 1, 0) }) }],
    ['one channel', { 'a.npz': npzOf({ x: { ...images(3), dimensions: [3, 4, 4, 1] }, y: labels(0, 1, 0) }) }],
    ['one channel first', { 'a.npz': npzOf({ x: { ...images(3), dimensions: [3, 1, 4, 4] }, y: labels(0, 1, 0) }) }],
    ['floats that are bytes', { 'a.npz': npzOf({ x: { ...images(3), descr: '<f4', values: Float32Array.from(pixelValues(3)) }, y: labels(0, 1, 0) }) }],
  ])('takes %s, to be split', async (_, files) => {
    expect(await read(files)).toMatchObject({ classes: ['0', '1'], height: 4, width: 4, channels: 1, train: { values: pixelValues(3), labels: Uint8Array.of(0, 1, 0) }, test: null });
  });

  it('reads colours, with channels last or first', async () => {
    const last = pixelValues(2, 48);
    const first = Uint8Array.from(last, (_, i) => last[Math.floor(i / 48) * 48 + (i % 16) * 3 + (Math.floor(i / 16) % 3)]!);
    for (const [dimensions, values] of [[[2, 4, 4, 3], last], [[2, 3, 4, 4], first]] as const) {
      expect(await readOne({ x: { descr: '|u1', dimensions, values }, y: labels(0, 1) })).toMatchObject({ height: 4, width: 4, channels: 3, train: { values: last } });
    }
  });

  it('lets validation images train beside test images, and test without', async () => {
    const arrays = { train_images: images(2), train_labels: labels(0, 1), val_images: images(1, 9), val_labels: labels(1) };
    expect(await readOne(arrays)).toMatchObject({ train: { labels: Uint8Array.of(0, 1) }, test: { labels: Uint8Array.of(1), values: pixelValues(1, 16, 9) }, notes: [] });
    expect(await readOne({ ...arrays, test_images: images(1, 3), test_labels: labels(0) })).toMatchObject({
      train: { labels: Uint8Array.of(0, 1, 1), values: new Uint8Array([...pixelValues(2), ...pixelValues(1, 16, 9)]) },
      test: { labels: Uint8Array.of(0), values: pixelValues(1, 16, 3) },
      notes: ['There are test images, so the validation images train.'],
    });
  });

  it('tells a half without its other one', async () => {
    expect(await readOne({ x_train: images(2), y_train: labels(0, 1), x_test: images(2) })).toMatchObject({ test: null, skipped: [{ path: 'a.npz, x_test', reason: 'images without labels' }] });
  });

  const unit = Float32Array.from({ length: 32 }, (_, i) => i / 31);
  it.each<[string, Record<string, NpyFixture>, RegExp]>([
    ['images from 0 to 1', { x: { ...images(2), descr: '<f4', values: unit }, y: labels(0, 1) }, /^a\.npz, x holds numbers from 0 to 1 \(float32\); pixels are bytes from 0 to 255\.$/],
    ['pixels out of range', { x: { ...images(2), descr: '<i2', values: Int16Array.from({ length: 32 }, (_, i) => 10 * i) }, y: labels(0, 1) }, /^a\.npz, x holds 260 at position 26 \(int16\)/],
    ['Python objects', { x: { ...images(2), descr: '|O' }, y: labels(0, 1) }, /^a\.npz, x holds Python objects \(O\), not numbers/],
    ['texts as labels', { x: images(2), y: { descr: '<U1', dimensions: [2], values: new Uint8Array(8) } }, /^a\.npz, y holds texts \(U1\)/],
    ['truth values', { x: { ...images(2), descr: '|b1' }, y: labels(0, 1) }, /^a\.npz, x holds truth values \(b1\)/],
    ['broken labels', { x: images(2), y: { descr: '<f8', dimensions: [2], values: Float64Array.of(0, 1.5) } }, /^a\.npz, y holds 1\.5 at position 1; labels are whole numbers\.$/],
    ['one-hot labels', { x: images(2), y: { descr: '|u1', dimensions: [2, 10], values: new Uint8Array(20) } }, /^a\.npz, y \(2 x 10\) are labels with several numbers each\.$/],
    ['other counts', { x: images(2), y: labels(0, 1, 0) }, /^a\.npz, x holds 2 images, but a\.npz, y 3 labels\.$/],
    ['other sizes', { x_train: images(2), y_train: labels(0, 1), x_test: { descr: '|u1', dimensions: [1, 4, 5], values: new Uint8Array(20) }, y_test: labels(0) }, /^a\.npz: some images are 4 x 4 x 1, others 4 x 5 x 1\.$/],
    ['no labels', { x: images(2) }, /^a\.npz: there are no training images with labels\. a\.npz, x: images without labels\.$/],
    ['no training labels', { x_train: images(2), x_test: images(2), y_test: labels(0, 1) }, /^a\.npz: there are no training images with labels\. a\.npz, x_train: images without labels\.$/],
    ['two sets', { digits: images(2), letters: images(2), y: labels(0, 1) }, /^a\.npz: a\.npz, digits \(2 x 4 x 4\), a\.npz, letters \(2 x 4 x 4\) are images of several sets/],
    ['one class', { x: images(2), y: labels(4, 4) }, /^There is only one class, "4" \(labels of a\.npz\)/],
    ['201 classes', { x: images(201), y: labels(...Array.from({ length: 201 }, (_, i) => i)) }, /^There are 201 classes \(labels of a\.npz\)/],
    ['no images', { x: images(0), y: labels() }, /^a\.npz, x \(0 x 4 x 4\) are no images: there is nothing in them\.$/],
    ['vectors', { x: { descr: '|u1', dimensions: [2, 17], values: new Uint8Array(34) }, y: labels(0, 1) }, /^a\.npz, x \(2 x 17\) are no images of one or three channels\.$/],
  ])('refuses %s by name', async (_, arrays, message) => {
    await expect(readOne(arrays)).rejects.toMatchObject({ name: 'PlaygroundError', message: expect.stringMatching(message), hint: expect.stringMatching(/\.$/) });
  });

  it('refuses a damaged archive', async () => {
    const whole = npzOf({ x: images(2), y: labels(0, 1) });
    await expect(read({ 'a.npz': whole.slice(0, -30) })).rejects.toThrow(/^a\.npz cannot be read\. a\.npz: cut off or damaged/);
    await expect(read({ 'a.npz': zipOf([{ name: 'x.npy', content: npyOf(images(2)), sum: 1 }]) })).rejects.toThrow(/x\.npy is damaged/);
  });
});

describe('readNpy', () => {
  const types = fc.constantFrom<[string, (values: readonly number[]) => NpyFixture['values']]>(
    ['|u1', (values) => Uint8Array.from(values)], ['|i1', (values) => Int8Array.from(values)], ['<i2', (values) => Int16Array.from(values)], ['<i4', (values) => Int32Array.from(values)],
    ['<i8', (values) => BigInt64Array.from(values, BigInt)], ['<f4', (values) => Float32Array.from(values)], ['<f8', (values) => Float64Array.from(values)],
  );

  /** Where the element at `index` lies when the first index runs fastest. */
  const fortranPlace = (index: readonly number[], dimensions: readonly number[]) => index.reduceRight((place, at, i) => place * dimensions[i]! + at, 0);

  it('reads back what was written, of every type, version, order of bytes and of dimensions', () => {
    fc.assert(
      fc.property(types, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), fc.constantFrom(1, 2, 3), fc.boolean(), fc.boolean(), ([descr, pack], dimensions, version, fortran, bigEndian) => {
        const count = dimensions.reduce((product, size) => product * size, 1);
        const expected = Array.from({ length: count }, (_, i) => i % 100);
        const placed = expected.slice();
        expected.forEach((value, i) => {
          const index = dimensions.map((size, d) => Math.floor(i / dimensions.slice(d + 1).reduce((product, each) => product * each, 1)) % size);
          if (fortran) placed[fortranPlace(index, dimensions)] = value;
        });
        const packed = pack(placed);
        const values = new Uint8Array(packed.buffer.slice(0));
        const width = packed.BYTES_PER_ELEMENT;
        for (let start = 0; bigEndian && start < values.length; start += width) values.subarray(start, start + width).reverse();
        const array = readNpy(npyOf({ descr: bigEndian ? descr.replace('<', '>') : descr, dimensions, values, fortran, version: version as 1 | 2 | 3 }), 'a');
        expect([array.dimensions, [...array.values]]).toEqual([dimensions, expected]);
      }),
    );
  });

  it.each<[string, Bytes, RegExp]>([
    ['another file', new Uint8Array(Buffer.from('hello, hello')), /^a is no NumPy array/],
    ['half a header', npyOf(images(2)).slice(0, 40), /^a ends inside its header, after 40 of 128 bytes\.$/],
    ['a missing value', npyOf(images(2)).slice(0, -1), /^a has 159 bytes; 2 x 4 x 4 numbers \(uint8\) make 160\.$/],
    ['a value too many', new Uint8Array([...npyOf(images(2)), 0]), /^a has 161 bytes/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readNpy(bytes, 'a')).toThrow(message);
  });
});

describe('mutated npz and npy files', () => {
  it('end in a collection of the promised size or a named error', async () => {
    const whole = npzOf({ x: images(6), y: labels(0, 1, 2, 0, 1, 2) });
    const file = fc.oneof(mutatedBytes(whole).filter(({ length }) => length > 0).map((bytes) => ({ 'a.npz': bytes })), mutatedBytes(npyOf(images(6))).filter(({ length }) => length > 0).map((bytes) => ({ 'x.npy': bytes, 'y.npy': npyOf(labels(0, 1, 2, 0, 1, 2)) })));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(file, async (files: Record<string, Bytes>) => {
        try {
          const { height, width, channels, train } = await read(files);
          expect(train.values).toHaveLength(train.labels.length * height * width * channels);
        } catch (error) {
          if (!(error instanceof PlaygroundError)) throw error;
          refused++;
        }
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
