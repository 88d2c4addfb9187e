import { describe, expect, it } from 'vitest';
import { toIdx } from '../fixture.ts';
import { brought, zipOf } from '../files/zipFixture.ts';
import { npzOf, pixelValues } from '../packed/npyFixture.ts';
import { collect } from './collect.ts';

const jpeg = new Uint8Array([0xff, 0xd8, 0xff]);
const images = toIdx([3, 4, 4], pixelValues(3));
const labels = toIdx([3], [0, 1, 0]);
const npz = npzOf({ x: { descr: '|u1', dimensions: [3, 4, 4], values: pixelValues(3) }, y: { descr: '|u1', dimensions: [3], values: Uint8Array.of(0, 1, 0) } });
const csv = `label,${Array.from({ length: 16 }, (_, i) => `p${i}`).join()}\n${[0, 1, 0].map((label, i) => [label, ...pixelValues(3).subarray(16 * i, 16 * (i + 1))].join()).join('\n')}\n`;
const text = new TextEncoder();

describe('collect', () => {
  it.each<[string, Parameters<typeof brought>[0]]>([
    ['IDX files', { 'mnist/images-idx3-ubyte': images, 'mnist/labels-idx1-ubyte': labels, 'mnist/README.md': 'about', 'mnist/sample.png': jpeg }],
    ['a table', { 'train.csv': csv, 'notes.txt': 'about' }],
    ['a NumPy archive', { 'mnist.npz': npz, 'load.py': 'import numpy' }],
    ['a zip of IDX files', { 'mnist.zip': zipOf([{ name: 'images-idx3-ubyte', content: images }, { name: 'labels-idx1-ubyte', content: labels }]) }],
    ['a zip of a table', { 'digits.zip': zipOf([{ name: 'train.csv', content: text.encode(csv) }]) }],
    ['a zip of a NumPy archive', { 'digits.zip': zipOf([{ name: 'a/mnist.npz', content: npz }]) }],
  ])('reads %s, whatever lies beside', async (_, files) => {
    expect(await collect(brought(files))).toMatchObject({ kind: 'packed', classes: ['0', '1'], train: { values: pixelValues(3), labels: Uint8Array.of(0, 1, 0) }, test: null });
  });

  it('takes folders of images before tables that lie with them', async () => {
    expect(await collect(brought({ 'x/cat/1.jpg': jpeg, 'x/dog/1.jpg': jpeg, 'x/labels.csv': csv }))).toMatchObject({ kind: 'photographs', classes: ['cat', 'dog'], skipped: [{ path: 'x/labels.csv', reason: 'not an image but a table' }] });
  });

  it('says what was found where nothing fits', async () => {
    await expect(collect([])).rejects.toMatchObject({ name: 'PlaygroundError', message: 'There are no files here.', hint: expect.stringMatching(/one folder a class/) });
    await expect(collect(brought({ 'a.zip': zipOf([{ name: 'x/1.jpg', content: jpeg }]).slice(0, -30), 'b.jpg': '' }))).rejects.toMatchObject({
      name: 'PlaygroundError',
      message: 'None of these files can be read. a.zip: cut off or damaged: the directory that ends every zip is not there; copy or download it again. b.jpg: empty (0 bytes).',
    });
    await expect(collect(brought({ 'a.pdf': '%PDF' }))).rejects.toThrow('There is no image here. a.pdf: not an image but a PDF document.');
  });
});
