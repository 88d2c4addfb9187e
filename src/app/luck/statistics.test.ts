import { describe, expect, it } from 'vitest';
import { pairedDifference, spreadOf } from './statistics.ts';

describe('the spread of values', () => {
  it('is the mean and the sample standard deviation', () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ count: 8, mean: 5, deviation: Math.sqrt(32 / 7) });
  });

  it('does not exist for one value, and leaves out what is not finite', () => {
    expect(spreadOf([0.5])).toEqual({ count: 1, mean: 0.5, deviation: null });
    expect(spreadOf([1, NaN, 3, Infinity])).toEqual({ count: 2, mean: 2, deviation: Math.SQRT2 });
    expect(spreadOf([])).toEqual({ count: 0, mean: NaN, deviation: null });
  });
});

describe('the paired difference', () => {
  const first = [10, 20, 30, 40];

  it('sees through what the seeds do to both', () => {
    const paired = pairedDifference(first, [11, 21, 31.5, 40.5], true);
    expect(paired).toMatchObject({ count: 4, mean: 1, better: 4, moreThanLuck: true });
    expect(paired.deviation).toBeCloseTo(Math.sqrt(1 / 6), 12);
    expect(paired.standardError).toBeCloseTo(Math.sqrt(1 / 6) / 2, 12);
  });

  it('may be luck within two standard errors', () => {
    // Mean 0.5 and deviation 1: the standard error of four pairs is 0.5, and 1 is twice that.
    expect(pairedDifference(first, [9.5, 20.5, 30.5, 41.5], true)).toMatchObject({ mean: 0.5, better: 3, moreThanLuck: false });
  });

  it('counts what is lower as better where lower is, and equal as neither', () => {
    expect(pairedDifference(first, [9, 20, 29, 41], false)).toMatchObject({ better: 2 });
    expect(pairedDifference(first, first, true)).toMatchObject({ mean: 0, deviation: 0, better: 0, moreThanLuck: false });
  });

  it('leaves out pairs with a seed that was stopped', () => {
    expect(pairedDifference([1, NaN, 3], [2, 5, NaN], true)).toEqual({ count: 1, mean: 1, deviation: null, standardError: null, better: 1, moreThanLuck: false });
  });
});
