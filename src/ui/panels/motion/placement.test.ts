import { describe, expect, it } from 'vitest';
import type { Placement } from '../scene/scene.ts';
import { carriedOver, copied, interpolate, move } from './placement.ts';

/** n points, c centers and means; every number of a part is that part's. */
const filled = (n: number, c: number, [point, center, mean]: readonly [number, number, number]): Placement => ({
  points: new Float32Array(2 * n).fill(point),
  centers: new Float32Array(2 * c).fill(center),
  means: new Float32Array(2 * c).fill(mean),
});

describe('interpolate', () => {
  it('mixes elementwise and takes the end where the start is not finite', () => {
    const out = new Float32Array(3);
    interpolate(out, Float32Array.of(0, 10, Number.NaN), Float32Array.of(1, 20, 5), 0.25);
    expect([...out]).toEqual([0.25, 12.5, 5]);
  });
});

describe('carriedOver', () => {
  it.each([
    [250, 2000],
    [2000, 250],
    [3, 3],
  ])('keeps each part where it was drawn when %d points become %d', (before, after) => {
    const start = carriedOver(filled(before, 10, [1, 2, 3]), filled(after, 10, [4, 5, 6]));
    const common = 2 * Math.min(before, after);
    expect(start.points).toHaveLength(2 * after);
    expect(new Set(start.points.subarray(0, common))).toEqual(new Set([1]));
    expect(new Set(start.points.subarray(common))).toEqual(new Set(after > before ? [4] : []));
    expect([new Set(start.centers), new Set(start.means)]).toEqual([new Set([2]), new Set([3])]);
  });
});

describe('a head', () => {
  it('is carried over and moves with the rest; a new one is there at once', () => {
    const old = { ...filled(1, 1, [0, 0, 0]), head: Float32Array.of(0, 2) };
    const next = { ...filled(1, 1, [1, 1, 1]), head: Float32Array.of(1, 4) };
    const out = copied(old);
    move(out, old, next, 0.5);
    expect([...out.head!]).toEqual([0.5, 3]);
    expect([...carriedOver(old, next).head!]).toEqual([0, 2]);
    expect([...carriedOver(filled(1, 1, [0, 0, 0]), next).head!]).toEqual([1, 4]);
    expect(carriedOver(old, filled(1, 1, [1, 1, 1])).head).toBeUndefined();
  });
});

describe('depths', () => {
  it('are copied, carried over and moved with the rest; what had none takes those it goes to', () => {
    const deep = (value: number): Placement => ({ ...filled(1, 1, [value, value, value]), depths: { points: Float32Array.of(value), centers: Float32Array.of(value), means: Float32Array.of(value) } });
    const [old, next] = [deep(2), deep(4)];
    const out = copied(old);
    move(out, old, next, 0.5);
    expect([out.depths!.points[0], out.depths!.centers[0], out.depths!.means[0]]).toEqual([3, 3, 3]);
    expect(old.depths!.points[0]).toBe(2);
    expect(carriedOver(old, next).depths).toEqual(old.depths);
    expect(carriedOver(filled(1, 1, [0, 0, 0]), next).depths).toEqual(next.depths);
    expect(carriedOver(old, filled(1, 1, [0, 0, 0])).depths).toBeUndefined();
  });
});

describe('copied', () => {
  it('does not share arrays', () => {
    const original = filled(2, 1, [1, 2, 3]);
    const copy = copied(original);
    copy.points[0] = 9;
    expect(original.points[0]).toBe(1);
    expect(copy.means).toEqual(original.means);
  });
});
