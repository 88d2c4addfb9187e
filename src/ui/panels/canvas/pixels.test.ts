import { describe, expect, it } from 'vitest';
import { cross, disc, Pixels } from './pixels.ts';

interface Opened {
  readonly pixels: Pixels;
  readonly at: (x: number, y: number) => number[];
}

/** A picture whose pixels a test can read: `at` gives red, green, blue, opacity. */
function opened(width: number, height: number): Opened {
  const images: ImageData[] = [];
  const pixels = new Pixels(width, height, (w, h) => {
    const image = { width: w, height: h, data: new Uint8ClampedArray(4 * w * h) } as ImageData;
    images.push(image);
    return image;
  });
  let left = 0;
  let top = 0;
  pixels.show({ putImageData: (_: ImageData, x: number, y: number) => ([left, top] = [-x, -y]) });
  const image = images[0]!;
  return { pixels, at: (x, y) => [...image.data.subarray(4 * ((y + top) * image.width + x + left), 4 * ((y + top) * image.width + x + left) + 4)] };
}

describe('Pixels', () => {
  it('lays another picture of its size in the place of all', () => {
    const { pixels, at } = opened(3, 2);
    pixels.fill([9, 9, 9]);
    const data = Uint8ClampedArray.from({ length: 24 }, (_, i) => (i % 4 === 3 ? 255 : i));
    pixels.lay({ data, width: 3, height: 2 });
    expect([at(0, 0), at(2, 0), at(0, 1), at(2, 1)]).toEqual([[0, 1, 2, 255], [8, 9, 10, 255], [12, 13, 14, 255], [20, 21, 22, 255]]);
  });

  it('fills with an opaque colour', () => {
    const { pixels, at } = opened(4, 4);
    pixels.fill([10, 200, 30]);
    expect(at(0, 0)).toEqual([10, 200, 30, 255]);
    expect(at(3, 3)).toEqual([10, 200, 30, 255]);
  });

  it('cuts a rectangle at the edges', () => {
    const { pixels, at } = opened(4, 4);
    pixels.fill([0, 0, 0]);
    pixels.rectangle(2, -3, 10, 5, [255, 0, 0]);
    expect([at(1, 0), at(2, 0), at(3, 1), at(3, 2)].map(([red]) => red)).toEqual([0, 255, 255, 0]);
  });

  it('blends one stamp after another: half over half leaves a quarter of what was there', () => {
    const { pixels, at } = opened(20, 20);
    pixels.fill([0, 0, 0]);
    const stamp = pixels.stamp(3, (dx, dy) => 0.5 * disc(3)(dx, dy));
    pixels.put(stamp, 10, 10, [200, 100, 40]);
    expect(at(10, 10)).toEqual([100, 50, 20, 255]);
    pixels.put(stamp, 10, 10, [200, 100, 40]);
    expect(at(10, 10)).toEqual([150, 75, 30, 255]);
  });

  it('covers the area of the disc, wherever between pixels it lies', () => {
    const shade = (x: number, y: number) => {
      const { pixels, at } = opened(20, 20);
      pixels.fill([0, 0, 0]);
      pixels.put(pixels.stamp(4, disc(4)), x, y, [255, 255, 255]);
      let sum = 0;
      for (let row = 0; row < 20; row++) for (let column = 0; column < 20; column++) sum += at(column, row)[0]! / 255;
      return sum;
    };
    const areaTolerance = 0.03;
    for (const [x, y] of [[10, 10], [10.3, 9.8], [9.5, 10.9]] as const) expect(Math.abs(shade(x, y) / (16 * Math.PI) - 1)).toBeLessThan(areaTolerance);
  });

  it('draws the part of a stamp that is inside, and nothing for places outside or not finite', () => {
    const { pixels, at } = opened(8, 8);
    pixels.fill([0, 0, 0]);
    const stamp = pixels.stamp(2, disc(2));
    pixels.put(stamp, 0, 0, [255, 255, 255]);
    expect(at(0, 0)[0]).toBe(255);
    expect(at(7, 0)[0]).toBe(0);
    for (const [x, y] of [[Number.NaN, 4], [4, Number.POSITIVE_INFINITY], [1e9, 4], [-50, 4]] as const) pixels.put(stamp, x, y, [255, 255, 255]);
    expect(at(4, 4)[0]).toBe(0);
  });

  it('refuses a stamp that does not fit the room at the edge', () => {
    expect(() => opened(8, 8).pixels.stamp(40, disc(40))).toThrow(RangeError);
  });
});

describe('line', () => {
  const area = (from: readonly [number, number], to: readonly [number, number]) => {
    const { pixels, at } = opened(20, 20);
    pixels.fill([0, 0, 0]);
    pixels.line(from, to, 2, [255, 255, 255]);
    let sum = 0;
    for (let row = 0; row < 20; row++) for (let column = 0; column < 20; column++) sum += at(column, row)[0]! / 255;
    return sum;
  };

  it.each([[[2, 10], [18, 10]], [[10, 18], [10, 2]], [[3, 3], [16, 17]], [[4, 15], [17, 8]]] as const)('from %j to %j is as long and wide as asked for', (from, to) => {
    expect(area(from, to) / (2 * Math.hypot(to[0] - from[0], to[1] - from[1]))).toBeCloseTo(1, 1);
  });

  it('is cut at the edge, and nothing where it has no length or no place', () => {
    expect(area([-1e5, 10], [1e5, 10])).toBeCloseTo(40, 0);
    expect(area([5, 5], [5, 5])).toBe(0);
    expect(area([5, 5], [Number.NaN, 5])).toBe(0);
  });
});

describe('cross', () => {
  it('covers the diagonals and leaves the sides free', () => {
    const shape = cross(5, 1);
    expect([shape(0, 0), shape(3, 3), shape(-3, 3), shape(4, 0), shape(5, 5)]).toEqual([1, 1, 1, 0, 0]);
  });
});
