import { aligned, dot, onPrincipalAxes, orthonormal, principal } from './directions.ts';
import type { Directions } from './directions.ts';
import type { Fitted } from './projection.ts';

/** Directions through the mean of what they were fitted to: two are a plane, the third is how near a point lies to who looks at it. */
class ThroughMean implements Fitted {
  readonly directions: Directions;
  private readonly mean: Float64Array;

  constructor(directions: Directions, mean: Float64Array) {
    this.directions = directions;
    this.mean = mean;
  }

  apply(vectors: Float32Array): Float32Array {
    return this.along(vectors, this.directions.slice(0, 2));
  }

  /** [M,k], the coordinates of vectors [M,D] along k directions. */
  protected along(vectors: Float32Array, directions: Directions): Float32Array {
    const { mean } = this;
    const dimension = mean.length;
    const axes = directions.length;
    const positions = new Float32Array((axes * vectors.length) / dimension);
    for (let i = 0; axes * i < positions.length; i++) {
      for (const [axis, direction] of directions.entries()) {
        let sum = 0;
        for (let d = 0; d < dimension; d++) sum += direction[d]! * (vectors[i * dimension + d]! - mean[d]!);
        positions[axes * i + axis] = sum;
      }
    }
    return positions;
  }
}

class SpaceThroughMean extends ThroughMean {
  depths(vectors: Float32Array): Float32Array {
    return this.along(vectors, this.directions.slice(2));
  }
}

/** Mean [D] of rows. */
function meanOf(rows: readonly Float32Array[], dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (const row of rows) for (let d = 0; d < dimension; d++) mean[d]! += row[d]! / rows.length;
  return mean;
}

/** Covariance [D,D], flat, of rows with that mean. */
function covarianceOf(rows: readonly Float32Array[], mean: Float64Array): Float64Array {
  const dimension = mean.length;
  const covariance = new Float64Array(dimension ** 2);
  const centred = new Float64Array(dimension);
  for (const row of rows) {
    for (let d = 0; d < dimension; d++) centred[d] = row[d]! - mean[d]!;
    for (let a = 0; a < dimension; a++) {
      const weight = centred[a]! / rows.length;
      for (let b = a; b < dimension; b++) covariance[a * dimension + b]! += weight * centred[b]!;
    }
  }
  for (let a = 0; a < dimension; a++) for (let b = 0; b < a; b++) covariance[a * dimension + b] = covariance[b * dimension + a]!;
  return covariance;
}

const isFinite = (row: Float32Array): boolean => Number.isFinite(row.reduce((sum, value) => sum + value, 0));

/** The `count` directions of largest variance of the finite features, and their mean; as close as can be to those of `before`. */
function fitted(count: number, features: Float32Array, dimension: number, before: Fitted | null): { directions: Directions; mean: Float64Array } {
  const rows = Array.from({ length: features.length / dimension }, (_, i) => features.subarray(i * dimension, (i + 1) * dimension)).filter(isFinite);
  const mean = meanOf(rows, dimension);
  const covariance = covarianceOf(rows, mean);
  const isAlike = before instanceof ThroughMean && before.directions.length === count && before.directions[0]!.length === dimension;
  const previous = isAlike ? before.directions : null;
  const directions = principal(covariance, nudged(previous ?? firstDirections(count, covariance, dimension)));
  return { directions: previous ? aligned(directions, previous) : onPrincipalAxes(directions, covariance), mean };
}

/**
 * Principal component analysis: vectors are drawn in the plane of largest variance through the mean of the finite features, in
 * feature units. The directions lie as close as they can to those of the step before, so that the picture turns and does not
 * flip; at first they are the principal axes, the largest variance across.
 *
 * Source: K. Pearson, On Lines and Planes of Closest Fit, 1901; P. Schönemann, A Generalized Solution of the Orthogonal
 * Procrustes Problem, 1966.
 */
export function pca(features: Float32Array, dimension: number, before: Fitted | null): Fitted {
  const { directions, mean } = fitted(2, features, dimension, before);
  return new ThroughMean(directions, mean);
}

/** The same in three directions, D at least 3: the third is the depth, towards who looks at the picture. Three features are shown themselves, turned and not mirrored. */
export function space(features: Float32Array, dimension: number, before: Fitted | null): Fitted {
  const { directions: [a, b, c], mean } = fitted(3, features, dimension, before);
  const mirrored = dimension === 3 && dot(cross(a!, b!), c!) < 0;
  return new SpaceThroughMean([a!, b!, mirrored ? c!.map((value) => -value) : c!], mean);
}

/** The vector product, of three dimensions. */
function cross(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((_, d) => a[(d + 1) % 3]! * b[(d + 2) % 3]! - a[(d + 2) % 3]! * b[(d + 1) % 3]!);
}

/** The columns of the covariance that begin with the longest one: seldom far from the directions that are looked for. */
function firstDirections(count: number, covariance: Float64Array, dimension: number): Directions {
  const column = (d: number) => covariance.subarray((d % dimension) * dimension, ((d % dimension) + 1) * dimension);
  const lengths = Array.from({ length: dimension }, (_, d) => dot(column(d), column(d)));
  const longest = lengths.indexOf(Math.max(...lengths));
  return orthonormal(Array.from({ length: count }, (_, k) => column(longest + k)));
}

/** A little of every axis for each direction. */
const waves = [(d: number) => Math.cos(d), (d: number) => Math.sin(2 * d + 1), (d: number) => Math.cos(3 * d + 2)];

/** Nudged, so that a start at right angles to the directions that are looked for does not stay there. */
function nudged(directions: Directions): Directions {
  return orthonormal(directions.map((direction, k) => direction.map((value, d) => value + 1e-3 * waves[k]!(d))));
}
