import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import { alignedTo, centred, radiusOf } from './alignment.ts';

const random = createRandom(1, 'alignment');
const cloud = Float64Array.from({ length: 60 }, (_, k) => (k % 2 === 0 ? 3 : 1) * random.normal());

/** The points turned by an angle, mirrored or not, scaled and shifted. */
function changed(points: Float64Array, angle: number, mirror: number, scale: number, shift: number): Float64Array {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return points.map((_, k) => {
    const [x, y] = [points[k - (k % 2)]!, mirror * points[k - (k % 2) + 1]!];
    return shift * (1 + (k % 2)) + scale * (k % 2 === 0 ? cos * x - sin * y : sin * x + cos * y);
  });
}

const apart = (a: Float64Array, b: Float64Array) => Math.max(...a.map((value, k) => Math.abs(value - b[k]!)));

describe('alignedTo', () => {
  it.each([
    [0.3, 1, 1, 0],
    [2.5, -1, 1, 0],
    [-3, 1, 40, -7],
    [Math.PI, -1, 0.01, 1000],
  ])('brings a copy back that was turned by %d, mirrored (%d), scaled by %d and shifted by %d', (angle, mirror, scale, shift) => {
    expect(apart(alignedTo(changed(cloud, angle, mirror, scale, shift), cloud), cloud)).toBeLessThan(1e-9);
  });

  it('goes by the points that both have, and takes the others along', () => {
    const copy = changed(cloud, 1, -1, 2, 5);
    const [some, more] = [cloud.slice(0, 40), copy.slice()];
    some[6] = Number.NaN;
    more.fill(Number.NaN, 20, 22);
    const back = alignedTo(more, some);
    expect([back[20], back[21]]).toEqual([Number.NaN, Number.NaN]);
    expect(apart(back.filter(Number.isFinite), cloud.filter((_, k) => k !== 20 && k !== 21))).toBeLessThan(1e-9);
  });

  it('keeps the size however often noisy copies are aligned', () => {
    let points: Float64Array = cloud;
    for (let time = 0; time < 200; time++) points = alignedTo(points.map((value) => value + 0.3 * random.normal()), points);
    expect(radiusOf(points) / radiusOf(cloud)).toBeCloseTo(1, 6);
  });

  it('leaves points as they are where there is nothing to go by', () => {
    expect(alignedTo(cloud, new Float64Array(60).fill(Number.NaN))).toEqual(cloud);
    expect(radiusOf(alignedTo(cloud, new Float64Array(60).fill(4)))).toBeCloseTo(radiusOf(cloud), 9);
    expect([...alignedTo(Float64Array.of(1, 2), Float64Array.of(5, 5))]).toEqual([5, 5]);
  });
});

describe('centred', () => {
  it('puts points about the origin with radius 1, and points in one place there', () => {
    expect(radiusOf(centred(changed(cloud, 0, 1, 9, 4)))).toBeCloseTo(1, 12);
    expect([...centred(Float64Array.of(3, 1, Number.NaN, 0, 3, 1))]).toEqual([0, 0, Number.NaN, -1, 0, 0]);
    expect(radiusOf(new Float64Array(0))).toBe(0);
  });
});
