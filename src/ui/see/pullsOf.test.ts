import { describe, expect, it } from 'vitest';
import { makeTerm, runOf } from '../../config/experiment.ts';
import { pullsOf } from './pullsOf.ts';

describe('pullsOf', () => {
  it('has the weights that act, and names what acts and cannot be drawn', () => {
    expect(pullsOf(runOf('a', [makeTerm('center', 0.2)]))).toEqual({ weights: { softmax: 1, center: 0.2 }, untold: [] });
    expect(pullsOf(runOf('a', [{ ...makeTerm('center', 0.2), on: false }, makeTerm('ring', 0.1)]))).toEqual({ weights: { softmax: 1, center: 0 }, untold: ['Ring loss'] });
    expect(pullsOf(runOf('a', [makeTerm('ring', 0)])).untold).toEqual([]);
  });
});
