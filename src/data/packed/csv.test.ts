import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { gzip } from '../fixture.ts';
import { openEntries } from '../files/entries.ts';
import { brought } from '../files/zipFixture.ts';
import { mutatedBytes } from '../formats/mutatedBytes.ts';
import { readCsv } from './csv.ts';
import { pixelValues } from './npyFixture.ts';
import type { PackedCollection } from './packedImages.ts';

const names = Array.from({ length: 16 }, (_, i) => `pixel${i}`);
const image = (i: number, size = 16) => [...pixelValues(1, size, i * size * 7 + i * 31)];

/** A table with a row for each label; `row` puts label and pixels together. */
function table(labels: readonly (string | number)[], { header = ['label', ...names], row = (label: string | number, pixels: readonly number[]): unknown[] => [label, ...pixels], separator = ',', size = 16 }: { header?: readonly string[] | null; row?: (label: string | number, pixels: readonly number[]) => unknown[]; separator?: string; size?: number } = {}): string {
  return [...(header ? [header] : []), ...labels.map((label, i) => row(label, image(i, size)))].map((cells) => `${cells.join(separator)}\n`).join('');
}

async function read(files: Parameters<typeof brought>[0]): Promise<PackedCollection> {
  return readCsv((await openEntries(brought(files))).entries, []);
}
const readOne = (text: string) => read({ 'a.csv': text });
const digits = [3, 1, 10, 1];

describe('readCsv', () => {
  it("reads Kaggle's layout and says how", async () => {
    expect(await readOne(table(digits))).toEqual({
      kind: 'packed', classes: ['1', '3', '10'], height: 4, width: 4, channels: 1,
      train: { values: pixelValues(4), labels: Uint8Array.of(1, 0, 2, 0) },
      test: null, transposed: false, skipped: [], notes: ['a.csv: labels are in column 1 ("label"), images are 4 x 4.'],
    });
  });

  const last = (label: string | number, pixels: readonly number[]) => [...pixels, label];
  it.each<[string, string]>([
    ['without a header', table(digits, { header: null })],
    ['with the label last', table(digits, { header: [...names, 'label'], row: last })],
    ['with the label in the middle', table(digits, { header: ['a', 'Class', ...names.slice(1)], row: (label, [first, ...pixels]) => [first, label, ...pixels] })],
    ['with semicolons', table(digits, { separator: ';' })],
    ['with tabs', table(digits, { separator: '\t' })],
    ['with lines as Windows ends them, a mark of byte order and blank lines', `\ufeff${table(digits)}\n\n`.replaceAll('\n', '\r\n')],
    ['without an end of line', table(digits).trimEnd()],
    ['with quotes and blanks', table(digits, { header: ['"label"', ...names.map((name) => `"${name}"`)], row: (label, pixels) => [`"${label}"`, ...pixels.map((pixel) => ` "${pixel}"`)] })],
    ['with floats that are whole', table(digits, { row: (label, pixels) => [`${label}.0`, ...pixels.map((pixel) => pixel.toExponential(3))] })],
    ["with pandas' column of row numbers", table(digits, { header: ['', 'label', ...names], row: (label, pixels) => [0, label, ...pixels] })],
    ["with pandas' numbers for names", table(digits, { header: Array.from({ length: 17 }, (_, i) => String(i)) })],
    ['with numbers for names of pixels', table(digits, { header: ['label', ...names.map((_, i) => String(i))] })],
    ['with a header that does not name the label', table(digits, { header: ['digit', ...names] })],
  ])('takes it %s', async (_, text) => {
    expect(await readOne(text)).toMatchObject({ classes: ['1', '3', '10'], height: 4, width: 4, train: { values: pixelValues(4), labels: Uint8Array.of(1, 0, 2, 0) }, test: null });
  });

  it('takes texts as labels, with or without a header', async () => {
    for (const header of [undefined, null]) {
      expect(await readOne(table(['cat', 'dog', 'cat'], header === null ? { header } : {}))).toMatchObject({ classes: ['cat', 'dog'], train: { labels: Uint8Array.of(0, 1, 0) } });
    }
  });

  it('takes three colours where the number of columns says so', async () => {
    expect(await readOne(table([0, 1], { header: null, size: 48 }))).toMatchObject({ height: 4, width: 4, channels: 3, train: { values: pixelValues(2, 48) } });
  });

  it('finds labels that come last where nothing says so and the first column is like a corner', async () => {
    const labels = Array.from({ length: 60 }, (_, i) => i % 6);
    const { classes, train } = await readOne(table(labels, { header: null, row: (label, pixels) => [0, ...pixels.slice(1), label] }));
    expect([classes, [...train.labels]]).toEqual([['0', '1', '2', '3', '4', '5'], labels]);
  });

  it('takes training and test tables by name, gzipped or not, and passes over tables without labels', async () => {
    const files = { 'mnist_train.csv': gzip(new TextEncoder().encode(table([0, 1, 0]))), 'mnist_test.csv': table([1, 1]), 'sample_submission.csv': 'ImageId,Label\n1,0\n', 'unlabelled.csv': `${names.join()}\n${image(0).join()}\n` };
    const { train, test, skipped } = await read({ 'mnist_train.csv.gz': files['mnist_train.csv'], ...Object.fromEntries(Object.entries(files).slice(1)) });
    expect([[...train.labels], [...test!.labels]]).toEqual([[0, 1, 0], [1, 1]]);
    expect(skipped).toEqual([
      { path: 'sample_submission.csv', reason: 'a table of 2 columns; a label and the pixels of a square image are expected, 785 for 28 x 28 or 2,353 in three colours' },
      { path: 'unlabelled.csv', reason: 'a table of 16 columns, all pixels: none is named label, class or target' },
    ]);
  });

  it('reads a table that comes in many pieces', async () => {
    const labels = Array.from({ length: 3000 }, (_, i) => i % 7);
    const { train } = await readOne(table(labels));
    expect([...train.labels]).toEqual(labels);
    expect(train.values).toEqual(pixelValues(3000));
  });

  const withCell = (value: string) => table([0, 1], { row: (label, pixels) => [label, ...pixels.map((pixel, i) => (label === 1 && i === 5 ? value : pixel))] });
  it.each<[string, string, RegExp]>([
    ['a value of 256', withCell('256'), /^a\.csv, line 3, column 7 \(pixel5\) is 256; pixels are whole numbers from 0 to 255\.$/],
    ['a value below 0', withCell('-1'), /line 3, column 7 \(pixel5\) is -1;/],
    ['a fraction', withCell('0.5'), /line 3, column 7 \(pixel5\) is 0\.5;/],
    ['a text', withCell('x7'), /line 3, column 7 \(pixel5\) is "x7";/],
    ['nothing', withCell(''), /line 3, column 7 \(pixel5\) is nothing;/],
    ['digits without end', withCell('9'.repeat(400)), /line 3, column 7 \(pixel5\) is /],
    ['a short row', `${table([0, 1])}1,2,3\n`, /^a\.csv, line 4 has 3 values; the first line has 17\.$/],
    ['a long row', table([0, 1], { row: (label, pixels) => [label, ...pixels, ...(label === 1 ? [7] : [])] }), /^a\.csv, line 3 has 18 values; the first line has 17\.$/],
    ['a missing label', table([0, '']), /^a\.csv, line 3, column 1 has no label\.$/],
    ['no square', table([0, 1], { header: ['label', ...names.slice(1)], row: (label, pixels) => [label, ...pixels.slice(1)] }), /^a\.csv is a table of 16 columns; a label and the pixels of a square image are expected, 785 for 28 x 28 or 2,353 in three colours\.$/],
    ['no labels', `${names.join()}\n${image(0).join()}\n`, /^a\.csv is a table of 16 columns, all pixels: none is named label, class or target\.$/],
    ['a text of one column', 'hello\nworld\n', /^a\.csv is a text of one column, not a table of images\.$/],
    ['a web page', '<!doctype html><p>a,b</p>', /^a\.csv is a web page, not a table\.$/],
    ['blank lines', '\n \n', /^a\.csv is a table without lines\.$/],
    ['only a header', table([]), /^There is no class \(labels of a\.csv\)/],
    ['one class', table([5, 5]), /^There is only one class, "5" \(labels of a\.csv\)/],
    ['a line without end', '0'.repeat(5_000_000), /^a\.csv has a line of more than 4,194,304 bytes, so it is no table of images\.$/],
  ])('refuses %s by name', async (_, text, message) => {
    await expect(readOne(text)).rejects.toMatchObject({ message: expect.stringMatching(message), hint: expect.stringMatching(/\.$/) });
  });

  it('refuses several tables of the same part, and several of none', async () => {
    await expect(read({ 'a.csv': table([0, 1]), 'b.csv': table([0, 1]) })).rejects.toThrow('a.csv: several tables hold labelled images, so it is not clear which is meant.');
    await expect(read({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,y\n1,2\n' })).rejects.toThrow('None of these 2 tables holds labelled images. a.csv is a table of 2 columns;');
  });
});

describe('any table', () => {
  it('is read back as it was written', async () => {
    const rows = fc.array(fc.record({ label: fc.nat(300), pixels: fc.uint8Array({ minLength: 16, maxLength: 16 }) }), { minLength: 2, maxLength: 20 }).filter((all) => new Set(all.map(({ label }) => label)).size > 1);
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.nat(16), async (all, separator, end, at) => {
        const put = <T>(cells: readonly T[], cell: T) => [...cells.slice(0, at), cell, ...cells.slice(at)].join(separator);
        const text = [put(names, 'label'), ...all.map(({ label, pixels }) => put([...pixels].map(String), String(label)))].join(end);
        const { classes, train } = await readOne(text);
        expect([...train.labels].map((label) => Number(classes[label]))).toEqual(all.map(({ label }) => label));
        expect([...train.values]).toEqual(all.flatMap(({ pixels }) => [...pixels]));
      }),
    );
  });

  it('that was mutated ends in whole images or a named error', async () => {
    const text = new TextEncoder().encode(table([3, 1, 10, 1, 3, 10]));
    const refusals: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutatedBytes(text), mutatedBytes(gzip(text))).filter(({ length }) => length > 0), async (bytes) => {
        try {
          const { height, width, channels, train } = await read({ 'a.csv': bytes });
          expect(train.values).toHaveLength(train.labels.length * height * width * channels);
        } catch (error) {
          if (!(error instanceof PlaygroundError)) throw error;
          refusals.push(error.message);
        }
      }),
      { numRuns: 500 },
    );
    expect(refusals.length).toBeGreaterThan(100);
    expect(refusals.filter((message) => message.length > 300)).toEqual([]);
  });
});
