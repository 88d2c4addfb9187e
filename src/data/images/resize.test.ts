import { describe, expect, it } from 'vitest';
import { greyThumbnail, insideBox, mirrored, resized } from './resize.ts';

/** Opaque pixels of a function of place. */
function image(width: number, height: number, at: (x: number, y: number) => readonly [number, number, number]) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([...at(x, y), 255], (y * width + x) * 4);
  return { width, height, data };
}

const square = (side: number) => ({ width: side, height: side });

const channel = (pixels: Uint8Array, c: number) => [...pixels].filter((_, k) => k % 3 === c);

describe('resized', () => {
  it('leaves an image of the right size as it is', () => {
    const picture = image(5, 5, (x, y) => [x * 40, y * 50, (x * y * 7) % 256]);
    expect([...resized(picture, square(5))]).toEqual(Array.from({ length: 25 }, (_, i) => [(i % 5) * 40, Math.floor(i / 5) * 50, ((i % 5) * Math.floor(i / 5) * 7) % 256]).flat());
  });

  it('gives what PyTorch’s bilinear interpolation with antialiasing gives, growing and shrinking', () => {
    const wave = (x: number, y: number) => [(31 * x + 17 * y) % 256, (13 * x * x + 5 * y) % 256, (7 * x + 3 * y * y) % 256] as const;
    // torch 1.13: F.interpolate(float, size=(4, 4), mode="bilinear", antialias=True), rounded.
    expect(channel(resized(image(11, 7, wave), square(4)), 0)).toEqual([44, 122, 183, 83, 71, 149, 169, 71, 102, 177, 132, 85, 129, 169, 73, 112]);
    expect(channel(resized(image(11, 7, wave), square(4)), 2)).toEqual([10, 27, 46, 64, 22, 40, 59, 76, 56, 73, 92, 109, 99, 117, 135, 153]);
    expect(channel(resized(image(3, 2, wave), square(4)), 1)).toEqual([0, 8, 28, 52, 1, 9, 29, 53, 4, 12, 31, 56, 5, 13, 33, 57]);
  });

  it('shrinks a fine pattern to its mean, and one line to itself', () => {
    expect(new Set(resized(image(64, 64, (x, y) => ((x + y) % 2 === 0 ? [200, 0, 100] : [0, 200, 100])), square(8)).filter((_, k) => k % 3 < 2))).toEqual(new Set([100]));
    expect(channel(resized(image(1, 400, (_, y) => [y < 200 ? 10 : 90, 0, 0]), square(4)), 0)).toEqual([10, 10, 10, 10, 20, 20, 20, 20, 80, 80, 80, 80, 90, 90, 90, 90]);
    expect([...resized(image(1, 1, () => [1, 2, 3]), square(2))]).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
  });

  it('reads nothing outside a box', () => {
    const framed = image(20, 20, (x, y) => (x >= 5 && x < 15 && y >= 4 && y < 12 ? [50, 60, 70] : [255, 255, 255]));
    expect(new Set(channel(resized(framed, square(6), { x: 5, y: 4, width: 10, height: 8 }), 0))).toEqual(new Set([50]));
  });
});

describe('insideBox', () => {
  it('keeps to the image, and to at least one pixel', () => {
    const size = { width: 100, height: 80 };
    expect(insideBox(size, null)).toEqual({ x: 0, y: 0, width: 100, height: 80 });
    expect(insideBox(size, { x: 60.4, y: -3, width: 60, height: 20 })).toEqual({ x: 60, y: 0, width: 40, height: 17 });
    expect(insideBox(size, { x: 400, y: 79.9, width: 0, height: 0 })).toEqual({ x: 99, y: 79, width: 1, height: 1 });
  });
});

describe('greyThumbnail', () => {
  it('is the mean of what each pixel covers, and repeats the pixels of a smaller image', () => {
    const pixels = resized(image(32, 48, (x, y) => [x < 16 ? 30 : 90, y < 24 ? 60 : 0, 0]), { width: 32, height: 48 });
    expect([...greyThumbnail(pixels, { width: 32, height: 48 }, 2)]).toEqual([30, 50, 10, 30]);
    expect([...greyThumbnail(Uint8Array.of(3, 6, 9, 30, 60, 90), { width: 2, height: 1 }, 4)]).toEqual([6, 6, 60, 60, 6, 6, 60, 60, 6, 6, 60, 60, 6, 6, 60, 60]);
  });
});

describe('mirrored', () => {
  it('exchanges left and right, and twice gives the image back', () => {
    const pixels = Uint8Array.from({ length: 27 }, (_, k) => k);
    expect([...mirrored(pixels, 3)].slice(0, 9)).toEqual([6, 7, 8, 3, 4, 5, 0, 1, 2]);
    expect(mirrored(mirrored(pixels, 3), 3)).toEqual(pixels);
  });
});
