import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rocOf } from './roc.ts';

const scores = (...values: number[]) => Float32Array.from(values);

/** Every pair of a stranger and a known one. */
function byPairs(known: readonly number[], strangers: readonly number[]): number {
  let sum = 0;
  for (const stranger of strangers) for (const one of known) sum += stranger > one ? 1 : stranger === one ? 0.5 : 0;
  return sum / (known.length * strangers.length);
}

describe('the ROC curve', () => {
  it('has the area that counting every pair gives, ties counted half', () => {
    // Few values, so that many are equal.
    const some = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(some, some, (known, strangers) => {
      expect(rocOf(scores(...known), scores(...strangers)).area).toBeCloseTo(byPairs(known, strangers), 10);
    }));
  });

  it('is 1 where every stranger scores higher, 0 where each scores lower, a half where all are equal', () => {
    expect([rocOf(scores(1, 2), scores(3, Infinity)).area, rocOf(scores(3, 4), scores(1)).area, rocOf(scores(1, 1), scores(1, 1, 1)).area]).toEqual([1, 0, 0.5]);
    expect([...rocOf(scores(1, 1), scores(1), 5).curve]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...rocOf(scores(1, 2), scores(3), 3).curve]).toEqual([1, 1, 1]);
    expect([...rocOf(scores(3), scores(1), 3).curve]).toEqual([0, 0, 1]);
  });

  it('says how many strangers are found for each share of what is known that is taken for one', () => {
    // From the top: a stranger, a known one, a stranger, three known ones.
    const { area, curve } = rocOf(scores(5, 3, 2, 1), scores(6, 4), 5);
    expect([...curve]).toEqual([0.5, 1, 1, 1, 1]);
    expect(area).toBeCloseTo(0.875, 10);
  });

  it('never falls, and its area is that under the curve', () => {
    const { area, curve } = rocOf(Float32Array.from({ length: 997 }, (_, i) => Math.sin(i)), Float32Array.from({ length: 501 }, (_, i) => Math.sin(i) + 0.4), 2001);
    let under = 0;
    for (let k = 1; k < curve.length; k++) {
      expect(curve[k]).toBeGreaterThanOrEqual(curve[k - 1]!);
      under += (curve[k]! + curve[k - 1]!) / 2 / (curve.length - 1);
    }
    expect(under).toBeCloseTo(area, 2);
  });

  it('is not a number where there is nobody to tell apart', () => {
    expect([rocOf(scores(), scores(1)).area, rocOf(scores(1), scores()).area]).toEqual([NaN, NaN]);
  });
});
