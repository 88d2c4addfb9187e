import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { suspects, typicalOf } from './suspects.ts';

/** Mean precision at each wrong label of a ranking: 1 when all come first, their share when they lie anywhere. */
function averagePrecision(ranking: Int32Array, wrong: ReadonlySet<number>): number {
  let [found, sum] = [0, 0];
  ranking.forEach((index, rank) => {
    if (wrong.has(index)) sum += ++found / (rank + 1);
  });
  return sum / wrong.size;
}

/** Blobs of width 1 around means that lie `apart` from each other, of which every twelfth has a wrong label. */
function blobs(apart: number) {
  const [classes, dimension, count] = [10, 8, 1200];
  const random = createRandom(3, 'suspects');
  const means = Array.from({ length: classes * dimension }, () => (apart / 4) * random.normal());
  const truth = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const features = Float32Array.from({ length: count * dimension }, (_, k) => means[truth[Math.floor(k / dimension)]! * dimension + (k % dimension)]! + random.normal());
  const wrong = new Set(Array.from({ length: count / 12 }, (_, w) => 12 * w));
  const labels = truth.map((label, i) => (wrong.has(i) ? (label + 1 + random.integer(classes - 1)) % classes : label));
  return { classes, dimension, truth, features, wrong, labels };
}

describe('suspects', () => {
  // Means 0, 10 and 4 on a line.
  const features = Float32Array.of(-1, 1, 9, 11, 4);
  const labels = Uint8Array.of(0, 0, 1, 1, 2);

  it('ranks by the ratio of distances, of equals the first first, and leaves the only one of a class out', () => {
    const { indices, suggestions, scores } = suspects(features, labels, 4, 1);
    expect([...indices]).toEqual([1, 0, 2, 3]);
    expect([...suggestions]).toEqual([2, 2, 2, 2]);
    expect([...scores]).toEqual([1 / 3, 1 / 5, 1 / 5, 1 / 7].map(Math.fround));
  });

  it('leaves out what is not finite, which spoils no mean', () => {
    const { indices, scores } = suspects(Float32Array.of(-1, 1, 9, 11, 4, Number.NaN, Infinity), Uint8Array.of(0, 0, 1, 1, 2, 0, 1), 3, 1);
    expect([...indices]).toEqual([1, 0, 2, 3]);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('ranks nothing of one class, and all alike where features have collapsed', () => {
    expect(suspects(Float32Array.of(1, 2), Uint8Array.of(0, 0), 2, 1).indices).toHaveLength(0);
    const { indices, scores } = suspects(new Float32Array(4), Uint8Array.of(0, 0, 1, 1), 2, 1);
    expect([[...indices], [...scores]]).toEqual([[0, 1, 2, 3], [1, 1, 1, 1]]);
  });

  it.each([
    [10, 0.99, 0.95],
    [4, 0.6, 0.6],
  ])('finds one wrong label in twelve among blobs %s widths apart with an average precision above %s, and suggests the right one', (apart, least, right) => {
    const { classes, dimension, truth, features: drawn, wrong, labels: given } = blobs(apart);
    const { indices, suggestions } = suspects(drawn, given, classes, dimension);
    expect(averagePrecision(indices, wrong)).toBeGreaterThan(least);
    const first = [...indices.slice(0, 50).keys()].filter((s) => wrong.has(indices[s]!));
    expect(first.filter((s) => suggestions[s] === truth[indices[s]!]).length).toBeGreaterThan(right * first.length);
  });
});

describe('typicalOf', () => {
  it('gives the nearest to the mean of each class', () => {
    expect(typicalOf(Float32Array.of(0, 9, 3, 4, 20, Number.NaN), Uint8Array.of(0, 0, 0, 0, 2, 2), 3, 1, 2)).toEqual([[3, 2], [], [4]]);
  });
});
