import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Moments } from './moments.ts';

const steps = (moments: Moments<{ step: number; bytes: number }>) => moments.all.map(({ step }) => step);

describe('moments', () => {
  it('stay within their bytes, in order, the first and the last among them', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), bytes: fc.integer({ min: 1, max: 40 }) }), { minLength: 1, maxLength: 300 }), (told) => {
        const moments = new Moments<{ step: number; bytes: number }>(400);
        let step = 0;
        const first = told[0]!.gap;
        for (const { gap, bytes } of told) {
          step += gap;
          moments.add({ step, bytes });
          const all = steps(moments);
          expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
          expect([all[0], all.at(-1)]).toEqual([first, step]);
          expect(moments.all.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(400);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leave no long stretch without one, however often they are thinned', () => {
    const moments = new Moments<{ step: number; bytes: number }>(100);
    for (let step = 0; step < 5000; step += 10) {
      moments.add({ step, bytes: 1 });
      const all = steps(moments);
      const gaps = all.slice(1).map((next, i) => next - all[i]!);
      expect(Math.max(10, ...gaps)).toBeLessThanOrEqual(Math.max(10, step / 8));
      expect(all.length).toBeGreaterThan(Math.min(step / 10, 30));
    }
  });

  it('give way to what comes after a way back', () => {
    const moments = new Moments<{ step: number; bytes: number }>(100);
    for (const step of [0, 10, 20, 30, 20, 25]) moments.add({ step, bytes: 1 });
    expect(steps(moments)).toEqual([0, 10, 20, 25]);
  });

  it('answer with the last one up to a step', () => {
    const moments = new Moments<{ step: number; bytes: number }>(100);
    for (const step of [5, 10, 20]) moments.add({ step, bytes: 1 });
    expect([4, 5, 9, 10, 19, 1e9].map((step) => moments.upTo(step)?.step)).toEqual([undefined, 5, 5, 10, 10, 20]);
  });
});
