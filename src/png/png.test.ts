import fc from 'fast-check';
import { inflateSync, unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { crc32, encodePng, textOf, withText } from './png.ts';

const pixels = Array.from({ length: 3 * 2 * 4 }, (_, i) => (i * 37) % 256);
const picture = encodePng(3, 2, pixels);

describe('a PNG', () => {
  it('begins, ends and holds its pixels as the format says', () => {
    expect([...picture.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
    expect([...picture.subarray(-12)]).toEqual([0, 0, 0, 0, 73, 69, 78, 68, 0xae, 0x42, 0x60, 0x82]);
    const length = new DataView(picture.buffer).getUint32(33);
    const rows = unzlibSync(picture.subarray(41, 41 + length));
    const rgb = [...rows].filter((_, i) => i % 10 !== 0);
    expect([rows[0], rows[10]]).toEqual([0, 0]);
    expect(rgb).toEqual(pixels.filter((_, i) => i % 4 !== 3));
  });

  it('counts CRC-32 as everyone does', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('gives back the text put in it, whatever its signs', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(textOf(withText(picture, 'kept', text), 'kept')).toBe(text.replace(/^\uFEFF/, ''));
    }));
    expect(textOf(picture, 'kept')).toBeNull();
    expect(textOf(withText(picture, 'other', 'x'), 'kept')).toBeNull();
  });

  it('is never read wrong: a changed byte or a cut is said in words, or leaves the text as it was', () => {
    const whole = withText(picture, 'kept', 'losses 0.125');
    const read = (bytes: Uint8Array) => {
      try {
        return textOf(bytes, 'kept');
      } catch (error) {
        return error instanceof PlaygroundError ? 'refused' : error;
      }
    };
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice();
      changed[at]! ^= 0x20;
      expect(read(changed), `byte ${at}`).toBe('refused');
      expect(read(whole.subarray(0, at)), `cut at ${at}`).toBe('refused');
    }
    expect(() => textOf(inflateSync(Uint8Array.of(3, 0)), 'kept')).toThrow('it does not begin as a PNG does');
  });
});
