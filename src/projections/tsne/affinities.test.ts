import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.ts';
import { affinities, perplexityOf } from './affinities.ts';
import { finished } from './finished.ts';

const random = createRandom(2, 'affinities');
const unknown = (n: number) => new Float64Array(n).fill(Number.NaN);
const gaussian = (n: number, dimension: number, scale = 1) => Float32Array.from({ length: n * dimension }, () => scale * random.normal());

/** exp of the entropy of point i's Gaussian over the others. */
function perplexity(features: Float32Array, dimension: number, i: number, precision: number): number {
  const squared = Array.from({ length: features.length / dimension }, (_, j) =>
    Array.from({ length: dimension }, (__, d) => (features[i * dimension + d]! - features[j * dimension + d]!) ** 2).reduce((a, b) => a + b, 0),
  );
  const weights = squared.map((d, j) => (j === i ? 0 : Math.exp(-precision * d)));
  const sum = weights.reduce((a, b) => a + b, 0);
  return Math.exp(-weights.reduce((total, weight) => total + (weight > 0 ? (weight / sum) * Math.log(weight / sum) : 0), 0));
}

describe('affinities', () => {
  it.each([
    [200, 64],
    [100, 3],
    [40, 5],
  ])('of %d points in %d dimensions have the perplexity asked for, and add up to 1', (n, dimension) => {
    const features = gaussian(n, dimension);
    const { pairs, precisions } = finished(affinities(features, dimension, unknown(n)));
    for (let i = 0; i < n; i++) expect(perplexity(features, dimension, i, precisions[i]!) / perplexityOf(n)).toBeCloseTo(1, 3);
    expect(2 * pairs.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
  });

  it('are the means of both conditional probabilities over n', () => {
    const [n, dimension] = [30, 4];
    const features = gaussian(n, dimension);
    const { pairs, precisions } = finished(affinities(features, dimension, unknown(n)));
    const distance = (i: number, j: number) => Array.from({ length: dimension }, (_, d) => (features[i * dimension + d]! - features[j * dimension + d]!) ** 2).reduce((a, b) => a + b, 0);
    const conditional = (i: number, j: number) => {
      const weight = (k: number) => (k === i ? 0 : Math.exp(-precisions[i]! * distance(i, k)));
      return weight(j) / Array.from({ length: n }, (_, k) => weight(k)).reduce((a, b) => a + b, 0);
    };
    let k = 0;
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(pairs[k++]).toBeCloseTo((conditional(i, j) + conditional(j, i)) / (2 * n), 7);
  });

  it('are the same from known precisions as from none', () => {
    const features = gaussian(100, 8);
    const cold = finished(affinities(features, 8, unknown(100)));
    const warm = finished(affinities(features, 8, cold.precisions.map((precision, i) => (i % 3 === 0 ? Number.NaN : 3 * precision))));
    warm.pairs.forEach((p, k) => expect(p).toBeCloseTo(cold.pairs[k]!, 6));
  });

  it.each([1e-30, 1e30])('do not depend on the unit (%d)', (unit) => {
    const features = gaussian(50, 6);
    const [one, other] = [features, features.map((value) => unit * value)].map((rows) => finished(affinities(rows, 6, unknown(50))).pairs);
    one!.forEach((p, k) => expect(p).toBeCloseTo(other![k]!, 6));
  });

  it('are alike among points that are as far from each other', () => {
    const inOnePlace = finished(affinities(new Float32Array(40).fill(3), 4, unknown(10))).pairs;
    const corners = finished(affinities(Float32Array.from({ length: 100 }, (_, k) => (k % 11 === 0 ? 1 : 0)), 10, unknown(10))).pairs;
    for (const pairs of [inOnePlace, corners]) for (const p of pairs) expect(p).toBeCloseTo(1 / 90, 6);
  });

  it('of few points ask for fewer neighbours', () => {
    expect([626, 91, 31, 4, 2].map(perplexityOf)).toEqual([30, 30, 10, 1, 1]);
    expect([...finished(affinities(Float32Array.of(1, 2, 3, 4, 5, 6), 3, unknown(2))).pairs]).toEqual([0.5]);
    expect(finished(affinities(Float32Array.of(1, 2, 3), 3, unknown(1))).pairs).toHaveLength(0);
  });
});
