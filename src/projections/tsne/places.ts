import { inUnits, squaredDistance, unitOf, weigh } from './affinities.ts';

/** Points whose positions are known. */
export interface Landmarks {
  /** [n,D], finite, with n at least 1. */
  readonly features: Float32Array;
  /** [n,2] */
  readonly positions: Float64Array;
}

/** How many landmarks, about, a vector lies among. */
const perplexity = 10;

/** Squared distances, in units of the largest number of a landmark, that no longer tell one landmark from another. */
const farthest = 1e30;

/**
 * Where vectors [M,D] lie among landmarks, [M,2]: the mean of the landmarks' positions, weighted by how near each is to the
 * vector in D dimensions, under the Gaussian of perplexity 10. A vector that is not finite lies nowhere, at NaN.
 */
export function placed(vectors: Float32Array, dimension: number, { features, positions }: Landmarks): Float64Array {
  const places = new Float64Array((2 * vectors.length) / dimension).fill(Number.NaN);
  const n = features.length / dimension;
  const unit = unitOf(features);
  const [rows, landmarks] = [inUnits(vectors, unit), inUnits(features, unit)];
  const [distances, weights] = [new Float32Array(n), new Float64Array(n)];
  for (let i = 0; 2 * i < places.length; i++) {
    if (!Number.isFinite(squaredDistance(rows, i, landmarks, 0, dimension))) continue;
    for (let j = 0; j < n; j++) distances[j] = Math.min(farthest, squaredDistance(rows, i, landmarks, j, dimension));
    const { sum } = weigh(distances, Math.max(1, Math.min(perplexity, (n - 1) / 3)), Number.NaN, weights);
    let [x, y] = [0, 0];
    for (let j = 0; j < n; j++) {
      x += weights[j]! * positions[2 * j]!;
      y += weights[j]! * positions[2 * j + 1]!;
    }
    places[2 * i] = x / sum;
    places[2 * i + 1] = y / sum;
  }
  return places;
}
