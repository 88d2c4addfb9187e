import { describe, expect, it } from 'vitest';
import { stretchMeans } from './thin.ts';

describe('stretchMeans', () => {
  it('leaves a short series as it is', () => {
    expect(stretchMeans([1, 2], [5, 7], 2)).toEqual({ x: [1, 2], y: [5, 7] });
  });

  it('replaces each stretch by its mean at its last x, a shorter last one included', () => {
    expect(stretchMeans([1, 2, 3, 4, 5], [2, 4, 6, 8, 1], 3)).toEqual({ x: [2, 4, 5], y: [3, 7, 1] });
  });

  it('never exceeds the limit', () => {
    const series = Array.from({ length: 1999 }, (_, i) => i);
    expect(stretchMeans(series, series, 200).x.length).toBeLessThanOrEqual(200);
  });
});
