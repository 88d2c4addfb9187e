import { describe, expect, it } from 'vitest';
import { classEllipses, ellipseOf, ellipsePath } from './ellipses.ts';

describe('classEllipses', () => {
  it('has mean and covariance of each class for its middle and axes', () => {
    // Class 0 on the axes, twice as wide as high; class 1 the same turned by 45 degrees, far from the origin.
    const flat = [2, 0, -2, 0, 0, 1, 0, -1];
    const s = Math.SQRT1_2;
    const turned = flat.flatMap((_, i) => (i % 2 ? [] : [1000 + s * (flat[i]! - flat[i + 1]!), 500 + s * (flat[i]! + flat[i + 1]!)]));
    const [level, slanted] = classEllipses(Float32Array.from([...flat, ...turned]), Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1), 2);
    const [long, short] = [Math.sqrt(8 / 3), Math.sqrt(2 / 3)];
    expect(level!.middle).toEqual([0, 0]);
    expect(level!.axes.flat().map((value) => Number(value.toFixed(6)) + 0)).toEqual([long, 0, 0, short].map((value) => Number(value.toFixed(6))));
    expect(slanted!.middle[0]).toBeCloseTo(1000, 3);
    expect(slanted!.middle[1]).toBeCloseTo(500, 3);
    expect(Math.hypot(...slanted!.axes[0])).toBeCloseTo(long, 3);
    expect(slanted!.axes[0][1] / slanted!.axes[0][0]).toBeCloseTo(1, 3);
    expect(Math.hypot(...slanted!.axes[1])).toBeCloseTo(short, 3);
  });

  it('draws none of classes of fewer than three points, and leaves out what is not finite', () => {
    const points = Float32Array.of(0, 0, 1, 1, Number.NaN, 0, 5, 5, 6, 5, 5, 6, Infinity, 1);
    expect(classEllipses(points, Uint8Array.of(0, 0, 0, 1, 1, 1, 1), 3)).toEqual([null, expect.objectContaining({ middle: [expect.closeTo(16 / 3, 5), expect.closeTo(16 / 3, 5)] }), null]);
  });

  it('is a line for points on one, and a dot for one place', () => {
    const { axes } = ellipseOf([0, 0], 4, 4, 4);
    expect(Math.hypot(...axes[0])).toBeCloseTo(Math.sqrt(8));
    expect(Math.hypot(...axes[1])).toBeCloseTo(0);
    expect(ellipseOf([1, 2], 0, 0, 0).axes.flat().every((value) => value === 0 || Object.is(value, -0))).toBe(true);
  });
});

describe('ellipsePath', () => {
  it('is a closed path whose curves keep to the ellipse, upwards being up', () => {
    const ellipse = ellipseOf([3, -1], 4, 1.5, 1);
    const path = ellipsePath(ellipse, 2, (x, y) => [10 * x, -10 * y]);
    expect(path).toMatch(/^M[^C]+(C[^C]+){4}Z$/);
    const [start, ...rest] = path.match(/-?[\d.]+(?:e-?\d+)?,-?[\d.]+(?:e-?\d+)?/g)!.map((pair) => pair.split(',').map(Number)) as [number, number][];
    expect(rest).toHaveLength(12);
    expect(rest.at(-1)).toEqual(start);
    // The points of a curve, back in standard deviations of the covariance [[4, 1.5], [1.5, 1]]: its inverse, times its determinant 1.75.
    const deviations = ([px, py]: readonly number[]) => {
      const [x, y] = [px! / 10 - 3, -py! / 10 + 1];
      return Math.sqrt((x * x - 3 * x * y + 4 * y * y) / 1.75);
    };
    const corners = [start!, ...rest];
    for (let c = 0; c < 4; c++) {
      const [p0, p1, p2, p3] = corners.slice(3 * c, 3 * c + 4);
      for (const t of [0, 0.2, 0.5, 0.9]) {
        const at = [0, 1].map((d) => (1 - t) ** 3 * p0![d]! + 3 * t * (1 - t) ** 2 * p1![d]! + 3 * t * t * (1 - t) * p2![d]! + t ** 3 * p3![d]!);
        expect(deviations(at)).toBeCloseTo(2, 2);
      }
    }
  });
});
