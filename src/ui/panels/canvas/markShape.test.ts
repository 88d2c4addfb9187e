import { describe, expect, it } from 'vitest';
import { markAt, markCount } from '../../shared/classMarks.ts';
import { markShape, polygonDistance } from './markShape.ts';

describe('polygonDistance', () => {
  it('is the way to the nearest edge, negative inside', () => {
    const square = [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const;
    expect([polygonDistance(square, 0, 0), polygonDistance(square, 3, 0), polygonDistance(square, 0.75, 0), polygonDistance(square, 4, 5)]).toEqual([-1, 2, -0.25, 5]);
  });
});

/** Coverage of a mark on a grid of whole pixels, 0 to 9 each. */
function drawn(index: number, radius: number): string {
  const shape = markShape(markAt(index), radius, 1.3);
  const row = (y: number) => Array.from({ length: 21 }, (_, x) => Math.round(9 * shape(x - 10, y - 10))).join('');
  return Array.from({ length: 21 }, (_, y) => row(y)).join('\n');
}

describe('markShape', () => {
  it('leaves the middle of open marks free and fills that of others', () => {
    for (let index = 0; index < markCount; index++) {
      const { open, symbol } = markAt(index);
      // The waist of a bow is narrower than its line.
      if (/bow|hour/.test(symbol)) continue;
      expect(markShape(markAt(index), 6, 1.3)(0, 0), symbol).toBe(open ? 0 : 1);
    }
  });

  it('draws no two marks alike, also at the size of points', () => {
    for (const radius of [3.1, 6]) expect(new Set(Array.from({ length: markCount }, (_, index) => drawn(index, radius))).size).toBe(markCount);
  });

  it('covers nothing beyond its reach', () => {
    for (let index = 0; index < markCount; index++) expect(markShape(markAt(index), 4, 1.3)(7, 7), markAt(index).symbol).toBe(0);
  });
});
