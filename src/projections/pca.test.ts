import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { pca } from './pca.ts';

/** Features [N,D] that spread by `spreads` along the axes of a rotated frame, and that frame. */
function cloud(count: number, spreads: readonly number[], seed: number): { features: Float32Array; frame: number[][] } {
  const random = createRandom(seed, 'pca');
  const dimension = spreads.length;
  const frame: number[][] = [];
  while (frame.length < dimension) {
    let axis = Array.from({ length: dimension }, () => random.normal());
    for (const earlier of frame) {
      const along = axis.reduce((sum, value, d) => sum + value * earlier[d]!, 0);
      axis = axis.map((value, d) => value - along * earlier[d]!);
    }
    const length = Math.hypot(...axis);
    frame.push(axis.map((value) => value / length));
  }
  const rows = Array.from({ length: count }, () => {
    const weights = spreads.map((spread) => spread * random.normal());
    return Array.from({ length: dimension }, (_, d) => 3 + weights.reduce((sum, weight, k) => sum + weight * frame[k]![d]!, 0));
  });
  return { features: Float32Array.from(rows.flat()), frame };
}

const variance = (positions: Float32Array, axis: number) => {
  const values = Array.from({ length: positions.length / 2 }, (_, i) => positions[2 * i + axis]!);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};

describe('pca', () => {
  it.each([
    [[5, 2, 0.5], 1],
    [[9, 4, 1, 1, 1, 0.1, 0, 0], 2],
    [Array.from({ length: 64 }, (_, k) => 10 * 0.8 ** k), 3],
  ])('draws %j in the plane of its two largest spreads, the largest across', (spreads, seed) => {
    const { features, frame } = cloud(4000, spreads, seed);
    const positions = pca(features, spreads.length, null).apply(features);
    expect(Math.sqrt(variance(positions, 0)) / spreads[0]!).toBeCloseTo(1, 1);
    expect(Math.sqrt(variance(positions, 1)) / spreads[1]!).toBeCloseTo(1, 1);
    // Along an axis of the frame a step of one is a step of one in the picture.
    const fitted = pca(features, spreads.length, null);
    const [origin, along] = [new Float32Array(spreads.length), Float32Array.from(frame[0]!)];
    const moved = fitted.apply(along).map((value, axis) => value - fitted.apply(origin)[axis]!);
    expect(Math.hypot(...moved)).toBeCloseTo(1, 1);
  });

  it('turns little when the features change little, and never flips', () => {
    const { features } = cloud(500, [3, 3, 1, 0.2], 4);
    const random = createRandom(5, 'drift');
    let fitted = pca(features, 4, null);
    let positions = fitted.apply(features);
    for (let step = 0; step < 50; step++) {
      features.forEach((value, k) => (features[k] = value + 0.02 * random.normal()));
      fitted = pca(features, 4, fitted);
      const next = fitted.apply(features);
      const apart = Math.sqrt(next.reduce((sum, value, k) => sum + (value - positions[k]!) ** 2, 0) / 500);
      expect(apart).toBeLessThan(0.2);
      positions = next;
    }
  });

  it('comes back to the same picture when the axes are mirrored', () => {
    const { features } = cloud(300, [4, 2, 1], 6);
    const fitted = pca(features, 3, null);
    const again = pca(features, 3, { apply: () => features });
    const [one, other] = [pca(features, 3, fitted).apply(features), fitted.apply(features)];
    one.forEach((value, k) => expect(value).toBeCloseTo(other[k]!, 4));
    expect(again.apply(features)).toEqual(fitted.apply(features)); // not a plane before: begins anew
  });

  it.each([
    ['all in one place', new Float32Array(12).fill(2)],
    ['on a line', Float32Array.from({ length: 12 }, (_, k) => Math.floor(k / 3))],
    ['one of them not finite', Float32Array.of(1, 2, 3, Number.NaN, 0, 0, 4, 5, 6, 7, 1, 0)],
    ['one alone', Float32Array.of(1, 2, 3)],
  ])('draws features %s', (_, features) => {
    const positions = pca(features, 3, null).apply(features);
    expect(positions.length).toBe((2 * features.length) / 3);
    positions.forEach((value, k) => expect(Number.isFinite(value)).toBe(features.subarray(3 * (k >> 1), 3 * (k >> 1) + 3).every(Number.isFinite)));
  });
});
