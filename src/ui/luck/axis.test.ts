import { describe, expect, it } from 'vitest';
import { axisOf, placeOn, spotsOf } from './axis.ts';

describe('the axis of a dot plot', () => {
  it('has room beside the values and round ticks between them', () => {
    const axis = axisOf([81.2, 83.9, 82], 0.5)!;
    expect(axis.low).toBeLessThan(81.2);
    expect(axis.high).toBeGreaterThan(83.9);
    expect(axis).toMatchObject({ ticks: [82, 83, 84], decimals: 0 });
    expect(axis.ticks.every((tick) => placeOn(axis, tick) >= 0 && placeOn(axis, tick) <= 1)).toBe(true);
  });

  it.each([[0.0031, 0.0042], [10, 90], [0.95, 0.951], [1234, 98_765]])('has two to six ticks between %d and %d, each told apart', (min, max) => {
    const { ticks, decimals } = axisOf([min, max], 1e-6)!;
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(new Set(ticks.map((tick) => tick.toFixed(decimals))).size).toBe(ticks.length);
  });

  it('is as wide as asked for around equal values, which lie in its middle', () => {
    const axis = axisOf([50, 50], 1)!;
    expect([axis.low, axis.high, placeOn(axis, 50)]).toEqual([49.5, 50.5, 0.5]);
    expect(axisOf([], 1)).toBeNull();
  });
});

describe('spotsOf', () => {
  it('gives dots apart their lanes, and equal ones each a spot of its own', () => {
    expect(spotsOf([0.1, 0.3, 0.5, 0.7], 3)).toEqual([0, 1, 2, 0].map((lane) => ({ lane, beside: 0 })));
    expect(spotsOf([0.5, 0.9, 0.9, 0.5, 0.51], 3).map(({ lane }) => lane)).toEqual([0, 1, 2, 1, 2]);
    const equal = spotsOf(Array.from({ length: 10 }, () => 0.5), 3);
    expect(new Set(equal.map(({ lane, beside }) => `${lane} ${beside}`)).size).toBe(10);
    expect(equal.map(({ beside }) => beside)).toEqual([0, 0, 0, 1, 1, 1, -1, -1, -1, 2]);
  });
});
