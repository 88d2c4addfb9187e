import { describe, expect, it } from 'vitest';
import { stretchMeans } from './thin.ts';

describe('stretchMeans', () => {
  it('leaves a short series as it is', () => {
    expect(stretchMeans([1, 2], [5, 7], 2)).toEqual({ x: [1, 2], y: [5, 7] });
    expect(stretchMeans([], [], 2)).toEqual({ x: [], y: [] });
  });

  it('replaces each stretch by its mean at its last x', () => {
    expect(stretchMeans([0, 1, 2, 3, 4], [2, 4, 6, 8, 1], 2)).toEqual({ x: [1, 4], y: [3, 5] });
  });

  it('gives crowded places no more room than others', () => {
    const crowded = [0, 25, 50, ...Array.from({ length: 500 }, (_, i) => 99 + i / 500), 100];
    const { x, y } = stretchMeans(crowded, crowded.map(() => 1), 4);
    expect(x).toEqual([0, 25, 50, 100]);
    expect(y).toEqual([1, 1, 1, 1]);
  });

  it('leaves values that are not finite out of a mean; only where nothing else is, the mean is missing', () => {
    expect(stretchMeans([0, 1, 2, 3], [1, Infinity, Number.NaN, Number.NaN], 2)).toEqual({ x: [1, 3], y: [1, Number.NaN] });
  });

  it('never exceeds the limit', () => {
    const series = Array.from({ length: 1999 }, (_, i) => i);
    expect(stretchMeans(series, series, 200).x.length).toBeLessThanOrEqual(200);
    expect(stretchMeans(series.map(() => 5), series, 200).x).toEqual([5]);
  });
});
