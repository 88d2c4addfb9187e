import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { classMeans } from './compactness.ts';
import { distancesTo, nearestDistances, nearestOf, spreadOf, surprises } from './novelty.ts';

const dimension = 3;
const [tight, wide] = [0.1, 2] as const;

/** A tight class around the origin and a wide one around (20, 0, 0), 200 points each. */
function twoClasses() {
  const random = createRandom(1, 'novelty');
  const labels = Uint8Array.from({ length: 400 }, (_, i) => i % 2);
  const features = Float32Array.from({ length: 400 * dimension }, (_, k) => {
    const label = labels[Math.floor(k / dimension)]!;
    return (label === 1 && k % dimension === 0 ? 20 : 0) + (label === 0 ? tight : wide) * random.normal();
  });
  return { labels, features, means: classMeans(features, labels, 2, dimension) };
}

describe('spreadOf', () => {
  it('measures each class by its own spread and calls the share asked for strange', () => {
    const { labels, features, means } = twoClasses();
    const { radii, threshold } = spreadOf(features, labels, means, dimension, 0.05);
    expect(radii[0]! / (tight * Math.sqrt(dimension))).toBeCloseTo(1, 1);
    expect(radii[1]! / (wide * Math.sqrt(dimension))).toBeCloseTo(1, 1);
    const beyond = Array.from(labels, (_, i) => {
      const distances = distancesTo(features.subarray(i * dimension, (i + 1) * dimension), means, radii);
      return distances[nearestOf(distances)]! > threshold;
    }).filter(Boolean);
    expect(beyond).toHaveLength(20);
    // Two units from the tight class is far, two units from the wide one is not.
    expect(distancesTo([2, 0, 0], means, radii)[0]).toBeGreaterThan(threshold);
    expect(distancesTo([22, 0, 0], means, radii)[1]).toBeLessThan(threshold);
  });

  it('leaves out classes of one point and classes on one place', () => {
    const features = Float32Array.of(0, 0, 5, 5, 5, 5, 9, 9, 9.5, 9);
    const labels = Uint8Array.of(0, 1, 1, 2, 2);
    const { radii, threshold } = spreadOf(features, labels, classMeans(features, labels, 4, 2), 2, 0.05);
    expect([...radii].map(Number.isNaN)).toEqual([true, true, false, true]);
    expect(threshold).toBeGreaterThan(0);
    expect(nearestOf(distancesTo([0, 0], classMeans(features, labels, 4, 2), radii))).toBe(2);
    expect(nearestOf(Float32Array.of(Number.NaN))).toBe(-1);
  });
});

describe('scores of strangers', () => {
  it('are distances to the nearest mean that there is', () => {
    const means = Float32Array.of(0, 0, Number.NaN, Number.NaN, 10, 0);
    expect([...nearestDistances(Float32Array.of(3, 4, 10, 1, 6, 0), means, 2)]).toEqual([5, 1, 4]);
  });

  it('are -log p of the likeliest class, also where p is 1 to all digits', () => {
    const logits = Float32Array.of(1, 2, 0.5, 100, 60, -Infinity, 100, 50, -Infinity);
    const [first, second, third] = surprises(logits, 3) as unknown as [number, number, number];
    expect(first).toBeCloseTo(-Math.log(Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(0.5))), 6);
    expect(second).toBeGreaterThan(third);
    expect(third).toBeGreaterThan(0);
  });
});
