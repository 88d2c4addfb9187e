import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import { appended, historyLimit } from './history.ts';

interface Point {
  readonly step: number;
}

const stretch = (from: number, count: number): Point[] => Array.from({ length: count }, (_, i) => ({ step: from + i }));
const steps = (points: readonly Point[]) => points.map(({ step }) => step);
const gaps = (points: readonly Point[]) => points.slice(1).map(({ step }, i) => step - points[i]!.step);

/** A history of every step from 1 to `last`, told in pieces of random lengths. */
function told(last: number, seed: number, longest: number): readonly Point[] {
  const random = createRandom(seed, 'history');
  let points: readonly Point[] = [];
  for (let next = 1; next <= last;) {
    const count = Math.min(1 + random.integer(longest), last + 1 - next);
    points = appended(points, stretch(next, count));
    next += count;
    expect(points.length).toBeLessThanOrEqual(historyLimit);
  }
  return points;
}

describe('a history of every step', () => {
  it('is whole up to the limit', () => {
    expect(steps(told(historyLimit, 1, 7))).toEqual(steps(stretch(1, historyLimit)));
  });

  it.each([
    [2001, 1, 1],
    [3777, 2, 10],
    [50_000, 3, 40],
    [50_000, 4, 1000],
    [400_000, 5, 3000],
    [123_456, 6, 60_000],
  ])('to step %d (seed %d, pieces of up to %d) has its ends, in order, without large gaps', (last, seed, longest) => {
    const points = told(last, seed, longest);
    expect(steps(points.slice(0, 100))).toEqual(steps(stretch(1, 100)));
    expect(steps(points.slice(-500))).toEqual(steps(stretch(last - 499, 500)));
    const distances = gaps(points);
    expect(Math.min(...distances)).toBeGreaterThan(0);
    expect(Math.max(...distances)).toBeLessThanOrEqual(Math.max(1, (8 * last) / historyLimit));
    // Half of the points between lie in the first half of the steps there.
    const middle = points.slice(100, -500);
    const half = (middle[0]!.step + middle.at(-1)!.step) / 2;
    expect(middle.filter(({ step }) => step < half).length / middle.length).toBeGreaterThan(0.3);
  });
});

describe('other histories', () => {
  it('keeps within the limit whatever is appended: one step told again and again, and rare steps', () => {
    let points: readonly Point[] = [];
    for (let i = 0; i < 5000; i++) points = appended(points, [{ step: 7 }]);
    expect(points.length).toBeLessThanOrEqual(historyLimit);
    for (let i = 1; i < 5000; i++) points = appended(points, [{ step: 7 + i * 1000 }]);
    expect(points.length).toBeLessThanOrEqual(historyLimit);
    expect(points.at(-1)).toEqual({ step: 7 + 4999 * 1000 });
    expect(Math.min(...gaps(points))).toBeGreaterThanOrEqual(0);
  });

  it('gives way to what is told from an earlier step on, and keeps two points of one step', () => {
    expect(steps(appended(stretch(1, 9), [{ step: 4 }, { step: 5 }]))).toEqual([1, 2, 3, 4, 4, 5]);
    expect(steps(appended(stretch(1, 3), stretch(4, 2)))).toEqual([1, 2, 3, 4, 5]);
  });

  it('stays as it is when nothing is appended', () => {
    const points = stretch(1, 3);
    expect(appended(points, [])).toBe(points);
  });

  it('keeps both of a pair of points at one step when it is thinned, one pair a stretch', () => {
    const pairs = Array.from({ length: 3000 }, (_, i) => [{ step: 10 * i }, { step: 10 * i }]).flat();
    const points = appended<Point>([], pairs);
    const middle = steps(points.slice(100, -500));
    expect(new Set(middle).size).toBe(middle.length / 2);
  });
});
