import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Bytes } from './bytes.ts';
import { isWebPage } from './foreign.ts';
import { readIdx } from './idx.ts';

/** One byte a character. */
const bytesOf = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'latin1'));
const kaggle = `label,${Array.from({ length: 784 }, (_, i) => `pixel${i}`).join()}\n1,${'0,'.repeat(784)}\n`;
const tar = bytesOf(`mnist/train-images${'\0'.repeat(239)}ustar\0`);

describe('a file of another kind', () => {
  it.each<[string, Bytes]>([
    ['a table (CSV)', bytesOf(kaggle)],
    ['a table (CSV)', bytesOf('7;0;0;0\n')],
    ['a table (CSV)', bytesOf('7\t0\t0')],
    ['a zip archive (npz files are zip archives too)', bytesOf('PK\x03\x04\x14\0\0\0\b\0')],
    ['a NumPy archive (npz)', bytesOf(`PK\x03\x04\x14${'\0'.repeat(25)}x_train.npy\x93NUMPY`)],
    ['a NumPy array (npy)', bytesOf('\x93NUMPY\x01\0v\0')],
    ['a tar archive', tar],
    ['a Python pickle', bytesOf('\x80\x02cnumpy')],
    ['an HDF5 file', bytesOf('\x89HDF\r\n\x1a\n')],
    ['a Parquet table', bytesOf('PAR1\x15\x04')],
    ['a PNG picture', bytesOf('\x89PNG\r\n\x1a\n')],
    ['a JPEG picture', bytesOf('\xff\xd8\xff\xe0\0\x10JFIF')],
    ['a web page', bytesOf('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
    ['a web page', new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(`${' '.repeat(100)}<!doctype html>`)])],
    ['a JSON text', bytesOf('{"message": "not found"}')],
    ['a Git LFS pointer, which stands for a file that was not fetched', bytesOf('version https://git-lfs.github.com/spec/v1\n')],
    ['a text', bytesOf('hello')],
  ])('is called %s, gzipped or not, whatever its name, and told what would do', async (kind, bytes) => {
    for (const file of [bytes, new Uint8Array(gzipSync(bytes))]) {
      await expect(readIdx(file, 'train-images-idx3-ubyte.gz')).rejects.toMatchObject({
        name: 'PlaygroundError',
        message: `train-images-idx3-ubyte.gz is ${kind}, not an IDX file.`,
        hint: expect.stringMatching(/original IDX files .* fetch them/),
      });
    }
  });

  it('is shown by its first bytes when it is of no known kind', async () => {
    for (const bytes of [Uint8Array.of(0, 0, 0x0d, 3, 0, 0, 0, 1), Uint8Array.of(0xff, 0xfe, 0, 1)]) {
      await expect(readIdx(bytes, 'x')).rejects.toThrow(/x is not an IDX file: it begins with/);
    }
  });
});

describe('isWebPage', () => {
  it('is not misled by data', () => {
    expect(isWebPage(Uint8Array.of(0, 0, 8, 3))).toBe(false);
    expect(isWebPage(Uint8Array.of(0x1f, 0x8b, 8))).toBe(false);
  });
});
