import { describe, expect, it } from 'vitest';
import { countUnseen, easedExtent, extentOf, fullWindow, isFull, projection, robustExtent, scaleBar, spotOf } from './view.ts';
import type { View } from './view.ts';

const square: View = { extent: 10, window: fullWindow(200, 200), width: 200, height: 200 };

describe('robustExtent', () => {
  it('is the quantile of the larger coordinate, times 1.08', () => {
    const points = Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? -(i / 2 + 1) : 0));
    expect(robustExtent(points, 0.99)).toBeCloseTo(99 * 1.08, 4);
  });

  it('does not move for one point far away or one that is not finite', () => {
    const points = Float32Array.from({ length: 2000 }, (_, i) => Math.sin(i));
    const before = robustExtent(points);
    points[0] = 1e6;
    points[2] = Number.NaN;
    points[4] = Number.POSITIVE_INFINITY;
    expect(robustExtent(points)).toBeCloseTo(before, 2);
  });

  it('is 1 where there is nothing to measure', () => {
    expect(robustExtent(new Float32Array(0))).toBe(1);
    expect(robustExtent(new Float32Array(8))).toBe(1);
    expect(robustExtent(Float32Array.of(Number.NaN, Number.NaN))).toBe(1);
  });
});

describe('extentOf', () => {
  it('is that of the plane, or in space of distances, so that no turn takes points out of it', () => {
    const points = Float32Array.of(3, 0, 0, -4);
    expect(extentOf({ points })).toBe(robustExtent(points));
    expect(extentOf({ points, depths: { points: Float32Array.of(4, 12) } })).toBeCloseTo(1.08 * Math.hypot(4, 12), 5);
  });
});

describe('easedExtent', () => {
  it('approaches growing and shrinking by the same factor', () => {
    expect(easedExtent(1, 100, 50) * easedExtent(100, 1, 50)).toBeCloseTo(100, 6);
  });

  it('takes the same way in one step of 60 ms as in three of 20 ms', () => {
    const thrice = easedExtent(easedExtent(easedExtent(2, 50, 20), 50, 20), 50, 20);
    expect(thrice).toBeCloseTo(easedExtent(2, 50, 60), 6);
  });

  it('arrives exactly within two seconds of frames', () => {
    let extent = 0.1;
    for (let frame = 0; frame < 120; frame++) extent = easedExtent(extent, 80, 1000 / 60);
    expect(extent).toBe(80);
  });
});

describe('projection', () => {
  it('puts the origin in the middle and the extent at the edges, y upwards', () => {
    const positions = Float32Array.of(0, 0, 10, 10);
    expect(spotOf(projection(square), positions, 0)).toEqual({ x: 100, y: 100 });
    expect(spotOf(projection(square), positions, 1)).toEqual({ x: 200, y: 0 });
  });

  it('keeps the aspect of a panel that is not square', () => {
    const { scaleX, scaleY } = projection({ extent: 1, window: fullWindow(300, 200), width: 300, height: 200 });
    expect(scaleX).toBe(-scaleY);
  });

  it('follows a window zoomed into', () => {
    const { scaleX, offsetX } = projection({ ...square, window: { x: [0.1, 0.6], y: [0, 0.5] } });
    expect(offsetX + 1 * scaleX).toBeCloseTo(0, 9);
    expect(offsetX + 6 * scaleX).toBeCloseTo(200, 9);
  });
});

describe('isFull', () => {
  it('tells the whole plot from a part of it', () => {
    expect(isFull(square)).toBe(true);
    expect(isFull({ ...square, window: { x: [-1, 0.99], y: [-1, 1] } })).toBe(false);
  });
});

describe('scaleBar', () => {
  it.each([
    [2, 100, 50, '50'],
    [2, 99, 20, '20'],
    [1, 100, 100, '100'],
    [400, 96, 0.2, '0.2'],
    [0.01, 96, 5000, '5,000'],
  ])('at %d pixels per unit and at most %d pixels is %d units long', (perUnit, most, value, text) => {
    const bar = scaleBar(perUnit, most);
    expect(bar.value).toBeCloseTo(value, 9);
    expect(bar.text).toBe(text);
    expect(bar.pixels).toBeCloseTo(value * perUnit, 6);
  });
});

describe('countUnseen', () => {
  it('counts points beyond the extent and points that are not finite', () => {
    const points = Float32Array.of(0, 0, 11, 0, 0, -10.5, 9, 9, Number.NaN, 1, 1, Number.POSITIVE_INFINITY);
    expect(countUnseen(points, square)).toEqual({ outside: 2, notFinite: 2 });
    expect(countUnseen(points, square, (i) => i > 1)).toEqual({ outside: 1, notFinite: 2 });
  });
});
