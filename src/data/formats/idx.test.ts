import { describe, expect, it } from 'vitest';
import type { Bytes } from './bytes.ts';
import { gzip, sha256Of, toIdx } from '../fixture.ts';
import { readIdx, readVerifiedIdx } from './idx.ts';

const labels = toIdx([5], [3, 1, 4, 1, 5]);
const images = toIdx([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

function changed(bytes: Bytes, at: number, value: number): Bytes {
  const copy = bytes.slice();
  copy[at < 0 ? copy.length + at : at] = value;
  return copy;
}

describe('readIdx', () => {
  it('reads labels and images, gzipped or not', async () => {
    for (const file of [labels, gzip(labels)]) {
      const { dimensions, values } = await readIdx(file, 'labels');
      expect(dimensions).toEqual([5]);
      expect([...values]).toEqual([3, 1, 4, 1, 5]);
    }
    for (const file of [images, gzip(images)]) {
      const { dimensions, values, content } = await readIdx(file, 'images');
      expect(dimensions).toEqual([2, 2, 3]);
      expect([...values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(content).toEqual(images);
    }
  });

  it('reads a file that needs many chunks to unpack', async () => {
    const long = toIdx([300, 28, 28], Uint8Array.from({ length: 300 * 784 }, (_, i) => (i * 7919) % 251));
    const { content } = await readIdx(gzip(long), 'long');
    expect(sha256Of(content)).toBe(sha256Of(long));
  });

  it('refuses each kind of bad file with its name and what is wrong', async () => {
    const packed = gzip(images);
    const page = new TextEncoder().encode('\n<!doctype html><title>Not found</title>');
    const bad: [string, Bytes, RegExp][] = [
      ['empty', new Uint8Array(), /begins with nothing, expected 00 00 08 01/],
      ['a web page', page, /is a web page, not an IDX file/],
      ['a gzipped web page', gzip(page), /is a web page, not an IDX file/],
      ['float values', changed(labels, 2, 0x0d), /begins with 00 00 0d 01/],
      ['two dimensions', changed(labels, 3, 2), /begins with 00 00 08 02/],
      ['half a header', images.slice(0, 10), /ends inside its header, after 10 of 16 bytes/],
      ['no items', toIdx([0], []), /promises 0 values/],
      ['too many items', toIdx([60000, 65535, 65535], [1]), /promises 60,000 x 65,535 x 65,535 values/],
      ['a missing value', labels.slice(0, -1), /ends after 12 of 13 bytes/],
      ['a value too many', new Uint8Array([...labels, 0]), /longer than the 13 bytes/],
      ['a value too many, gzipped', gzip(new Uint8Array([...images, 0])), /longer than the 28 bytes/],
      ['a cut gzip stream', packed.slice(0, -12), /damaged gzip file after \d+ unpacked bytes/],
      ['a wrong gzip checksum', changed(packed, -8, packed.at(-8)! ^ 1), /damaged gzip file after \d+ unpacked bytes/],
      ['a damaged gzip body', changed(packed, 10, 0xff), /damaged gzip file/],
      ['another compression', changed(packed, 2, 9), /damaged gzip file after 0 unpacked bytes \(compression method 9 instead of 8\)/],
      ['a gzip header only', packed.slice(0, 7), /damaged gzip file after 0 unpacked bytes \(it ends too early\)/],
    ];
    for (const [name, bytes, message] of bad) {
      await expect(readIdx(bytes, `${name}.gz`), name).rejects.toMatchObject({
        name: 'PlaygroundError',
        message: expect.stringMatching(message),
        hint: expect.stringMatching(/npm run data/),
      });
      await expect(readIdx(bytes, `${name}.gz`)).rejects.toThrow(`${name}.gz`);
    }
  });

  it('stops unpacking a gzip bomb once it exceeds its header', async () => {
    const bomb = Buffer.alloc(2 ** 26);
    bomb.set(labels);
    const taken: number[] = [];
    const counted = new Proxy(gzip(bomb), {
      get(target, key) {
        if (key === 'subarray') {
          return (start: number, end: number) => {
            taken.push(start);
            return target.subarray(start, end);
          };
        }
        return Reflect.get(target, key, target) as unknown;
      },
    });
    await expect(readIdx(counted, 'bomb.gz')).rejects.toThrow('bomb.gz is longer than the 13 bytes');
    expect(taken).toEqual([0]);
  });
});

describe('readVerifiedIdx', () => {
  it('accepts the right checksum of the unpacked content', async () => {
    const idx = await readVerifiedIdx(gzip(labels), { name: 'labels.gz', sha256: sha256Of(labels) });
    expect([...idx.values]).toEqual([3, 1, 4, 1, 5]);
  });

  it('refuses another checksum and names both', async () => {
    const other = changed(labels, -1, 6);
    await expect(readVerifiedIdx(gzip(other), { name: 'labels.gz', sha256: sha256Of(labels) })).rejects.toMatchObject({
      name: 'PlaygroundError',
      message: `labels.gz is not the file it should be: its SHA-256 is ${sha256Of(other)}, expected ${sha256Of(labels)}.`,
    });
  });
});
