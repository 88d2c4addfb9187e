import { strFromU8, unzipSync, unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { projectorZip } from './projectorZip.ts';

/** Five pictures of one grey each. */
const images = (side: number) => Array.from({ length: 5 }, (_, i) => ({ width: side, height: side, pixels: new Uint8ClampedArray(side * side * 4).fill(10 * i) }));
const contents = {
  dimension: 3,
  features: Float32Array.from({ length: 15 }, (_, i) => i / 3),
  labels: Uint8Array.of(0, 1, 2, 0, 1),
  predictions: Uint8Array.of(0, 1, 1, 0, 2),
  indices: Int32Array.of(7, 8, 9, 10, 11),
  classNames: ['a', 'tab\there', 'c'],
  name: 'Softmax',
};

describe('files for the Embedding Projector', () => {
  it('have a row an image, in one order, and a sprite with each image in its place', () => {
    const files = unzipSync(projectorZip({ ...contents, images: images(4) }));
    const rows = strFromU8(files['tensors.tsv']!).trimEnd().split('\n').map((row) => row.split('\t').map(Number));
    expect(rows.flat().map(Math.fround)).toEqual([...contents.features]);
    expect(rows).toHaveLength(5);
    expect(strFromU8(files['metadata.tsv']!)).toBe('class\tprediction\timage\na\ta\t7\ntab here\ttab here\t8\nc\ttab here\t9\na\ta\t10\ntab here\tc\t11\n');
    const png = files['sprite.png']!;
    const view = new DataView(png.buffer, png.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([12, 12]);
    const pixels = unzlibSync(png.subarray(41, 41 + view.getUint32(33)));
    const grey = (x: number, y: number) => pixels[y * 37 + 1 + 3 * x];
    expect([grey(0, 0), grey(4, 3), grey(11, 0), grey(0, 4), grey(7, 7), grey(8, 8)]).toEqual([0, 10, 20, 30, 40, 255]);
    expect(JSON.parse(strFromU8(files['projector_config.json']!))).toMatchObject({ embeddings: [{ tensorShape: [5, 3], sprite: { singleImageDim: [4, 4] } }] });
  });

  it('shrink large images', () => {
    const files = unzipSync(projectorZip({ ...contents, images: images(224) }));
    expect(JSON.parse(strFromU8(files['projector_config.json']!))).toMatchObject({ embeddings: [{ sprite: { singleImageDim: [56, 56] } }] });
  });
});
