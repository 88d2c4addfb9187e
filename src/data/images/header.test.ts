import { describe, expect, it } from 'vitest';
import { kindOfImage, promisedSize } from './header.ts';

const bytes = (...parts: (string | number[])[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part).map((letter) => letter.charCodeAt(0)) : part)));
const jpeg = (...markers: number[][]) => bytes([0xff, 0xd8], ...markers);
const frame = (marker: number) => [0xff, marker, 0, 17, 8, 0x01, 0x02, 0x03, 0x04, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

describe('promisedSize', () => {
  it('reads the header of each kind', () => {
    expect(promisedSize(bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0x2e, 0xe0, 0, 0, 0, 7]))).toEqual({ width: 12000, height: 7 });
    expect(promisedSize(bytes('GIF89a', [5, 1, 6, 0]))).toEqual({ width: 261, height: 6 });
    expect(promisedSize(bytes('BM', Array.from({ length: 16 }, () => 0), [3, 0, 0, 0], [0xfc, 0xff, 0xff, 0xff]))).toEqual({ width: 3, height: 4 });
  });

  it('finds the frame of a JPEG behind other markers and fill bytes, baseline and progressive', () => {
    const app = [0xff, 0xe1, 0, 6, 0xff, 0xc0, 9, 9];
    expect(promisedSize(jpeg(app, frame(0xc0)))).toEqual({ height: 258, width: 772 });
    expect(promisedSize(jpeg([0xff], app, [0xff, 0xc4, 0, 2], frame(0xc2)))).toEqual({ height: 258, width: 772 });
  });

  it('promises nothing of what is cut, foreign or empty', () => {
    for (const cut of [bytes(), bytes('\x89PNG\r\n'), jpeg(), jpeg([0xff, 0xe1, 0xff, 0xff]), bytes('GIF8'), bytes('Hello'), bytes('BM', [1])]) expect(promisedSize(cut)).toBeNull();
  });
});

describe('kindOfImage', () => {
  it('names what the first bytes say', () => {
    expect(kindOfImage(bytes([0, 0, 0, 24], 'ftypheic'))).toBe('a HEIC photograph');
    expect(kindOfImage(bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('an SVG drawing');
    expect(kindOfImage(bytes('\n<!DOCTYPE html><title>404'))).toBe('a web page');
    expect(kindOfImage(bytes('II*\0'))).toBe('a TIFF image');
    expect(kindOfImage(bytes())).toBe('empty');
    expect(kindOfImage(bytes('plain text'))).toBeNull();
  });
});
