import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import type { Affinities } from './affinities.ts';
import { atRest, descend, gradient } from './descent.ts';
import { finished } from './finished.ts';

const random = createRandom(3, 'descent');
const n = 14;

/** Affinities at random. */
function someAffinities(): Affinities {
  const raw = Float64Array.from({ length: (n * (n - 1)) / 2 }, () => random.uniform(0, 1) ** 4);
  const sum = raw.reduce((a, b) => a + b, 0);
  return { pairs: Float32Array.from(raw, (p) => p / (2 * sum)), precisions: new Float64Array(n) };
}

/** KL(P | Q) in nats, over all pairs, q_ij = w_ij / sum w. */
function divergence(positions: Float64Array, { pairs }: Affinities): number {
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) weights.push(1 / (1 + (positions[2 * i]! - positions[2 * j]!) ** 2 + (positions[2 * i + 1]! - positions[2 * j + 1]!) ** 2));
  }
  const sum = 2 * weights.reduce((a, b) => a + b, 0);
  return 2 * weights.reduce((total, weight, k) => total + pairs[k]! * Math.log((pairs[k]! * sum) / weight), 0);
}

describe('gradient', () => {
  it('is that of the divergence, by finite differences', () => {
    const known = someAffinities();
    const positions = Float64Array.from({ length: 2 * n }, () => 2 * random.normal());
    gradient(positions, known, 1).forEach((slope, k) => {
      const at = (shift: number) => divergence(positions.map((value, l) => (l === k ? value + shift : value)), known);
      expect(slope).toBeCloseTo((at(1e-4) - at(-1e-4)) / 2e-4, 6);
    });
  });

  it('pulls harder where affinities are exaggerated, and moves the middle nowhere', () => {
    const known = someAffinities();
    const positions = Float64Array.from({ length: 2 * n }, () => random.normal());
    const [plain, doubled, tripled] = [1, 2, 3].map((times) => gradient(positions, known, times));
    tripled!.forEach((slope, k) => expect(slope - doubled![k]!).toBeCloseTo(doubled![k]! - plain![k]!, 12));
    expect(plain!.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 12);
  });

  it('of one point, and of points in one place, is 0', () => {
    expect([...gradient(Float64Array.of(3, 4), { pairs: new Float32Array(0), precisions: new Float64Array(1) }, 1)]).toEqual([0, 0]);
    expect(gradient(new Float64Array(2 * n), someAffinities(), 12).every((slope) => slope === 0)).toBe(true);
  });
});

describe('descend', () => {
  it('brings the divergence down and leaves what it began with', () => {
    const known = someAffinities();
    const start = atRest(Float64Array.from({ length: 2 * n }, () => random.normal()));
    const before = divergence(start.positions, known);
    const kept = start.positions.slice();
    const descent = { iterations: 300, exaggeration: 1, momentum: 0.8 };
    expect(divergence(finished(descend(start, known, descent)).positions, known)).toBeLessThan(0.6 * before);
    // A turn of others after each.
    expect([...descend(start, known, descent)]).toHaveLength(300);
    expect(start.positions).toEqual(kept);
  });
});
