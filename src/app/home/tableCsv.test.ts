import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../errors.ts';
import type { PathTable } from '../../worker/protocol.ts';
import { numberCell, textCell } from './csv.ts';
import { fileName } from './fileName.ts';
import { tableCsv } from './tableCsv.ts';

const table: PathTable = {
  dataset: { id: 'photographs-0123456789ab', label: 'birds', classNames: ['a, "b"', '=1+1'] },
  step: 3,
  trainCount: 1,
  labels: Uint8Array.of(0, 1),
  length: 2,
  embeddings: Float32Array.of(0.1, 0, 1e-7, 5.9999995),
  runs: [{ name: 'Softmax', predictions: Uint8Array.of(1, 1), probabilities: Float32Array.of(0.75, 1) }],
  paths: ['birds/α.jpg', '@x/-1.jpg'],
};

/** A table of many images of as many numbers as an embedding has. */
function large(count: number): PathTable {
  const length = 768;
  return {
    ...table,
    trainCount: count,
    labels: new Uint8Array(count),
    length,
    embeddings: Float32Array.from({ length: count * length }, (_, k) => Math.fround(Math.sin(k))),
    runs: [{ name: 'r', predictions: new Uint8Array(count), probabilities: new Float32Array(count).fill(0.5) }],
    paths: Array.from({ length: count }, (_, i) => `${i}.jpg`),
  };
}

describe('a cell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@here', "'@here"],
    ['=a,"b"', `"'=a,""b"""`],
    ['a=1', 'a=1'],
  ])('of the text %j is %j: no formula for a spreadsheet', (text, cell) => expect(textCell(text)).toBe(cell));

  it('of a number is read back to the bit as float32; empty for what is none', () => {
    const values = Float32Array.from({ length: 2000 }, (_, k) => Math.sin(k) * 10 ** ((k % 20) - 10));
    expect(Float32Array.from(values, (value) => Number(numberCell(value)))).toEqual(values);
    expect([numberCell(Math.fround(0.1)), numberCell(Number.NaN)]).toEqual(['0.100000001', '']);
  });
});

describe('the table as CSV', () => {
  it('has a line for every image, training images first', async () => {
    expect(await (await tableCsv(table)).text()).toBe(
      ['path,split,class,Softmax prediction,Softmax probability,e0,e1', `birds/α.jpg,train,"a, ""b""",'=1+1,0.750000000,0.100000001,0`, `'@x/-1.jpg,test,'=1+1,'=1+1,1,1.00000001e-7,5.99999952`, ''].join('\r\n'),
    );
  });

  it('is written in pieces, told as it goes on, and nothing is lost between them', async () => {
    const told: number[] = [];
    const lines = (await (await tableCsv(large(600), { telling: (done) => told.push(done) })).text()).split('\r\n');
    expect(lines).toHaveLength(602);
    lines.slice(1, -1).forEach((one, i) => expect(one.startsWith(`${i}.jpg,train,`) && one.split(',').length === 5 + 768 + 2, one.slice(0, 40)).toBe(true));
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  });

  it('ends when it is cancelled', async () => {
    const end = new AbortController();
    const made = tableCsv(large(600), { signal: end.signal, telling: () => end.abort() });
    await expect(made).rejects.toThrow(CancelledError);
    await expect(made).rejects.toThrow(/^The table was cancelled after \d+ of 600 images\.$/);
  });
});

describe('a file name', () => {
  it('has letters of all scripts and single dashes', () => {
    expect(fileName(['Vögel, "edited" 2', 'Softmax + center', 'step', 40], 'csv')).toBe('Vögel-edited-2-Softmax-center-step-40.csv');
    expect(fileName(['../../etc', 'x'], 'zip')).toBe('etc-x.zip');
  });
});
