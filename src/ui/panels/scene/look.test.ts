import { describe, expect, it } from 'vitest';
import { lookFor, onGrid } from './look.ts';

describe('lookFor', () => {
  it('shrinks marks on small panels and stops growing at 480 pixels', () => {
    const [small, medium, large, larger] = [100, 320, 480, 900].map((side) => lookFor('light', side).dot) as [number, number, number, number];
    expect(small).toBeLessThan(medium);
    expect(medium).toBeLessThan(large);
    expect(larger).toBe(large);
  });

  it('has sizes that scattergl can hold', () => {
    const look = lookFor('dark', 333);
    for (const size of [look.dot, look.shape, look.cross, look.disc, look.ring, look.mean, look.line]) expect(onGrid(size)).toBeCloseTo(size, 9);
  });
});
