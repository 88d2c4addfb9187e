import { describe, expect, it } from 'vitest';
import { lookFor } from './look.ts';
import { fittedMarks, spread } from './marks.ts';
import { sceneCase } from './sceneCase.ts';

const look = lookFor('light', 540);

describe('spread', () => {
  it('is the median over classes of the root mean square distance to the mean', () => {
    expect(spread(sceneCase())).toBeCloseTo(Math.SQRT2, 5);
  });

  it('leaves out what has no place', () => {
    const points = sceneCase().points.slice();
    points[0] = Number.NaN;
    expect(spread(sceneCase({ points, means: Float32Array.of(0, 1, Number.NaN, Number.NaN, 20, 3) }))).toBeCloseTo(Math.SQRT2, 5);
    expect(spread({ points: new Float32Array(0), labels: new Uint8Array(0), means: new Float32Array(0) })).toBe(0);
  });
});

describe('fittedMarks', () => {
  it('leaves wide clusters their full marks', () => {
    expect(fittedMarks(look, 100)).toBe(look);
  });

  it('makes marks no wider than a compact cluster, and leaves the number out where it has no room', () => {
    const middling = fittedMarks(look, 7);
    expect(middling.disc).toBeLessThan(15);
    expect(middling.digit).toBeGreaterThan(0);
    const small = fittedMarks(look, 2);
    expect(small).toMatchObject({ digit: 0 });
    expect(small.disc).toBeLessThan(7);
    expect(small.mean).toBeLessThan(small.disc);
    expect(fittedMarks(look, 0).disc).toBe(small.disc);
  });
});
