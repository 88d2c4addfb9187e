import { describe, expect, it } from 'vitest';
import { classEllipses, ellipseOf } from './ellipses.ts';

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
