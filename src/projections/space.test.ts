import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { aligned, orthonormal } from './directions.ts';
import { pca, space } from './pca.ts';
import type { Fitted } from './projection.ts';

/** Features [N,D] that spread by `spreads` along the axes of a rotated frame. */
function cloud(count: number, spreads: readonly number[], seed: number): Float32Array {
  const random = createRandom(seed, 'space');
  const frame = orthonormal(spreads.map(() => Float64Array.from(spreads, () => random.normal())));
  const rows = Array.from({ length: count }, () => {
    const weights = spreads.map((spread) => spread * random.normal());
    return spreads.map((_, d) => 3 + weights.reduce((sum, weight, k) => sum + weight * frame[k]![d]!, 0));
  });
  return Float32Array.from(rows.flat());
}

/** The three coordinates of each of N vectors, [N][3]. */
function placed(picture: Fitted, features: Float32Array): number[][] {
  const [positions, depths] = [picture.apply(features), picture.depths!(features)];
  return Array.from(depths, (depth, i) => [positions[2 * i]!, positions[2 * i + 1]!, depth]);
}

const deviation = (rows: readonly number[][], axis: number) => {
  const mean = rows.reduce((sum, row) => sum + row[axis]!, 0) / rows.length;
  return Math.sqrt(rows.reduce((sum, row) => sum + (row[axis]! - mean) ** 2, 0) / rows.length);
};

const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, axis) => value - b[axis]!));

describe('space', () => {
  it.each([
    [[5, 3, 2, 0.3], 1],
    [[2, 9, 1, 1, 4, 0.1, 0, 0], 2],
    [Array.from({ length: 64 }, (_, k) => 10 * 0.8 ** k), 3],
  ])('draws %j by the three largest spreads, the largest across and the third as depth', (spreads, seed) => {
    const features = cloud(4000, spreads, seed);
    const rows = placed(space(features, spreads.length, null), features);
    const largest = [...spreads].sort((a, b) => b - a);
    for (const axis of [0, 1, 2]) expect(deviation(rows, axis) / largest[axis]!).toBeCloseTo(1, 1);
  });

  it('shows the plane of PCA from the front', () => {
    const features = cloud(500, [6, 3, 1, 0.5], 4);
    const [plane, inSpace] = [pca(features, 4, null).apply(features), space(features, 4, null).apply(features)];
    for (const axis of [0, 1]) {
      const sign = Math.sign(plane[axis]! * inSpace[axis]!);
      for (let i = 0; i < 500; i++) expect(inSpace[2 * i + axis]).toBeCloseTo(sign * plane[2 * i + axis]!, 3);
    }
  });

  it('shows three features themselves, turned and never mirrored, and goes on with the same turn', () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const features = cloud(200, [1, 2, 3], seed);
      const picture = space(features, 3, null);
      const [origin, x, y, z] = placed(picture, Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1)) as [number[], number[], number[], number[]];
      const [a, b, c] = [x, y, z].map((row) => row.map((value, axis) => value - origin[axis]!)) as [number[], number[], number[]];
      const volume = a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) - a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) + a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
      expect(volume).toBeCloseTo(1, 5);
      // Other features of the same run, spread otherwise: what is far apart stays as far apart, and nothing turns.
      const others = cloud(200, [3, 1, 0.1], seed + 10);
      const next = placed(space(others, 3, picture), Float32Array.of(0, 0, 0, 1, 0, 0));
      next[1]!.forEach((value, axis) => expect(value - next[0]![axis]!).toBeCloseTo(a[axis]!, 5));
    }
  });

  it('turns little when the features change little, and never flips, also where spreads are alike', () => {
    const features = cloud(500, [3, 3, 3, 0.5, 0.2], 4);
    const random = createRandom(5, 'drift');
    let picture = space(features, 5, null);
    let rows = placed(picture, features);
    for (let step = 0; step < 50; step++) {
      features.forEach((value, k) => (features[k] = value + 0.02 * random.normal()));
      picture = space(features, 5, picture);
      const next = placed(picture, features);
      expect(Math.sqrt(next.reduce((sum, row, i) => sum + distance(row, rows[i]!) ** 2, 0) / 500)).toBeLessThan(0.2);
      rows = next;
    }
  });

  it('is the same picture while nothing changes, and begins anew after a plane', () => {
    const features = cloud(300, [4, 3, 2, 0.1], 6);
    const first = space(features, 4, null);
    const again = placed(space(features, 4, first), features);
    placed(first, features).forEach((row, i) => expect(distance(row, again[i]!)).toBeLessThan(1e-3));
    expect(placed(space(features, 4, pca(features, 4, null)), features)).toEqual(placed(first, features));
  });

  it('lies as before whatever basis of its space it is found in, mirrored ones too', () => {
    const random = createRandom(7, 'basis');
    const vectors = (count: number, length: number) => orthonormal(Array.from({ length: count }, () => Float64Array.from({ length }, () => random.normal())));
    for (let round = 0; round < 20; round++) {
      const before = vectors(3, 6);
      const found = vectors(3, 3).map((mix) => before[0]!.map((_, d) => mix.reduce((sum, weight, k) => sum + weight * before[k]![d]!, 0)));
      aligned(found, before).forEach((direction, k) => expect(distance([...direction], [...before[k]!])).toBeLessThan(1e-9));
    }
  });

  it.each([
    ['all in one place', new Float32Array(12).fill(2)],
    ['on a line', Float32Array.from({ length: 12 }, (_, k) => Math.floor(k / 3))],
    ['one of them not finite', Float32Array.of(1, 2, 3, Number.NaN, 0, 0, 4, 5, 6, 7, 1, 0)],
    ['one alone', Float32Array.of(1, 2, 3)],
  ])('draws features %s, and goes on from them', (_, features) => {
    const first = space(features, 3, null);
    for (const picture of [first, space(features, 3, first)]) {
      const rows = placed(picture, features);
      expect(rows).toHaveLength(features.length / 3);
      rows.forEach((row, i) => expect(row.every(Number.isFinite)).toBe(features.subarray(3 * i, 3 * i + 3).every(Number.isFinite)));
    }
  });
});
