import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Bytes } from './bytes.ts';
import { gzip } from '../fixture.ts';
import { unpacked } from './gunzip.ts';

const join = (...parts: Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts));
const text = (words: string): Bytes => new TextEncoder().encode(words);
const read = (bytes: Bytes, mostBytes = 2 ** 28): Bytes => join(...unpacked(bytes, { what: 'file.gz', hint: 'Get it again.', mostBytes }));

/** Bytes that compress badly, so that a stream has many pieces. */
const noise = Uint8Array.from({ length: 300_000 }, (_, i) => ((i * 2654435761) >>> 13) & 0xff);
const words = text('labels');

/** A gzip file with every optional field of the header. */
function withAllFields(content: Uint8Array): Bytes {
  const plain = gzip(content);
  const head = plain.slice(0, 10);
  head[3] = 2 | 4 | 8 | 16;
  return join(head, Uint8Array.of(3, 0, 1, 2, 3), text('name\0'), text('remark\0'), Uint8Array.of(9, 9), plain.subarray(10));
}

describe('unpacked', () => {
  it.each<[string, Bytes, Bytes]>([
    ['what is not gzipped, as it is', words, words],
    ['a gzip file', gzip(words), words],
    ['many pieces', gzip(noise), noise],
    ['stored blocks', new Uint8Array(gzipSync(noise, { level: 0 })), noise],
    ['nothing', gzip(new Uint8Array()), new Uint8Array()],
    ['a header with all its fields', withAllFields(words), words],
    ['a file gzipped twice', gzip(gzip(noise)), noise],
    ['a file gzipped three times', gzip(gzip(gzip(words))), words],
    ['two members', join(gzip(noise), gzip(words)), join(noise, words)],
    ['an empty member before', join(gzip(new Uint8Array()), gzip(words)), words],
    ['zeros behind, as tapes and some hosts leave them', join(gzip(words), new Uint8Array(16)), words],
    ['one zero behind', join(gzip(noise), new Uint8Array(1)), noise],
    ['anything else behind', join(gzip(noise), text('trailing words')), noise],
    ['zeros behind, in both layers', join(gzip(join(gzip(noise), new Uint8Array(512))), new Uint8Array(512)), noise],
  ])('reads %s', (_, bytes, content) => {
    expect(Buffer.compare(read(bytes), content)).toBe(0);
  });

  it('takes a .gz gzipped more often than three times for what it is', () => {
    expect(read(gzip(gzip(gzip(gzip(words)))))).toEqual(gzip(words));
  });

  it('refuses a stream that is cut, at any byte', () => {
    const whole = gzip(words);
    for (let bytes = 2; bytes < whole.length; bytes++) {
      expect(() => read(whole.slice(0, bytes)), `${bytes} bytes`).toThrow(/^file\.gz is a damaged gzip file after \d unpacked bytes \(it ends too early\)\.$/);
    }
  });

  it('refuses a wrong sum, a wrong length and a second member that is damaged', () => {
    const whole = gzip(words);
    for (const at of [whole.length - 8, whole.length - 1]) {
      const changed = whole.slice();
      changed[at]! ^= 1;
      expect(() => read(changed)).toThrow('its checksum does not fit');
    }
    expect(() => read(join(gzip(words), gzip(noise).slice(0, 100)))).toThrow(/damaged gzip file after \d+ unpacked bytes/);
  });

  it('stops at its limit, whatever the layer', () => {
    const zeros = gzip(new Uint8Array(1_000_000));
    for (const bytes of [zeros, gzip(zeros), gzip(join(...Array.from({ length: 200 }, () => zeros)))]) {
      expect(() => read(bytes, 100_000)).toThrow('file.gz unpacks to more than 100,000 bytes.');
    }
  });

  it('refuses a file of endless empty members', () => {
    const empty = gzip(new Uint8Array());
    expect(() => read(join(...Array.from({ length: 2 ** 13 + 1 }, () => empty)))).toThrow('more than 8,192 parts');
  });

  it('unpacks no further than it is asked', () => {
    const pieces = unpacked(gzip(new Uint8Array(2 ** 27)), { what: 'bomb.gz', hint: '', mostBytes: 2 ** 28 });
    const { value } = pieces.next() as { value: Bytes };
    expect(value.length).toBeLessThan(2 ** 26);
  });
});
