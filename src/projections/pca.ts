import type { Fitted } from './projection.ts';

/** Two orthonormal directions in D dimensions, [2,D]. */
type Plane = readonly [Float64Array, Float64Array];

class PlaneThroughMean implements Fitted {
  readonly plane: Plane;
  private readonly mean: Float64Array;

  constructor(plane: Plane, mean: Float64Array) {
    this.plane = plane;
    this.mean = mean;
  }

  apply(vectors: Float32Array): Float32Array {
    const { plane, mean } = this;
    const dimension = mean.length;
    const positions = new Float32Array((2 * vectors.length) / dimension);
    for (let i = 0; 2 * i < positions.length; i++) {
      for (const [axis, direction] of plane.entries()) {
        let sum = 0;
        for (let d = 0; d < dimension; d++) sum += direction[d]! * (vectors[i * dimension + d]! - mean[d]!);
        positions[2 * i + axis] = sum;
      }
    }
    return positions;
  }
}

// Plain loops over flat arrays: this runs with every snapshot, beside the training.

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
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

const mostSweeps = 200;
const settled = 1e-10;

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const { length } = vector;
  const product = new Float64Array(length);
  for (let a = 0; a < length; a++) {
    let sum = 0;
    for (let b = 0; b < length; b++) sum += matrix[a * length + b]! * vector[b]!;
    product[a] = sum;
  }
  return product;
}

/** A unit vector along what of `vector` is at right angles to `from`; null where nothing is. */
function unit(vector: Float64Array, from: Float64Array | null): Float64Array | null {
  const along = from ? dot(vector, from) : 0;
  const rest = from ? mixed(vector, 1, from, -along) : vector;
  const [length, whole] = [Math.sqrt(dot(rest, rest)), Math.sqrt(dot(vector, vector))];
  return length > 1e-9 * whole && length > 0 ? rest.map((value) => value / length) : null;
}

/** The same; where nothing is, along the first axis that is not `from`. */
function unitOrAxis(vector: Float64Array, from: Float64Array | null): Float64Array {
  let made = unit(vector, from);
  for (let axis = 0; !made && axis < vector.length; axis++) made = unit(vector.map((_, d) => (d === axis ? 1 : 0)), from);
  if (!made) throw new Error('There are no two directions in fewer than two dimensions.');
  return made;
}

/** Makes two vectors orthonormal. */
function orthonormal(first: Float64Array, second: Float64Array): Plane {
  const a = unitOrAxis(first, null);
  return [a, unitOrAxis(second, a)];
}

/** The plane of largest variance, by simultaneous iteration from a plane near it. */
function principalPlane(covariance: Float64Array, start: Plane): Plane {
  let plane = start;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    const next = orthonormal(times(covariance, plane[0]), times(covariance, plane[1]));
    // 2 - |overlap|^2 is the sum of squared sines of the angles between the planes.
    const overlap = next.reduce((sum, a) => sum + plane.reduce((part, b) => part + dot(a, b) ** 2, 0), 0);
    plane = next;
    if (2 - overlap < settled) break;
  }
  return plane;
}

/** Rotates the plane's directions onto its principal axes: the first has the largest variance. */
function onPrincipalAxes([a, b]: Plane, covariance: Float64Array): Plane {
  const [aa, ab, bb] = [dot(a, times(covariance, a)), dot(a, times(covariance, b)), dot(b, times(covariance, b))];
  return turned([a, b], 0.5 * Math.atan2(2 * ab, aa - bb));
}

const mixed = (a: Float64Array, x: number, b: Float64Array, y: number): Float64Array => a.map((value, d) => x * value + y * b[d]!);

function turned([a, b]: Plane, angle: number): Plane {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [mixed(a, cos, b, sin), mixed(b, cos, a, -sin)];
}

/** Turns, and mirrors where that is nearer, the directions within their plane so that they lie closest to those before. */
function aligned(plane: Plane, [before0, before1]: Plane): Plane {
  const [a, b] = plane;
  const [p, q, r, s] = [dot(a, before0), dot(b, before0), dot(a, before1), dot(b, before1)];
  // The overlap with the directions before, of the best turn and of the best turn after mirroring.
  const [turn, mirrored] = [Math.hypot(p + s, q - r), Math.hypot(p - s, q + r)];
  if (turn >= mirrored) return turned(plane, Math.atan2(q - r, p + s));
  return turned([a, b.map((value) => -value)], Math.atan2(-q - r, p - s));
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
  const rows = Array.from({ length: features.length / dimension }, (_, i) => features.subarray(i * dimension, (i + 1) * dimension)).filter(isFinite);
  const mean = meanOf(rows, dimension);
  const covariance = covarianceOf(rows, mean);
  const previous = before instanceof PlaneThroughMean && before.plane[0].length === dimension ? before.plane : null;
  const start = previous ?? firstPlane(covariance, dimension);
  const plane = principalPlane(covariance, nudged(start));
  return new PlaneThroughMean(previous ? aligned(plane, previous) : onPrincipalAxes(plane, covariance), mean);
}

/** The columns of the covariance that begin with the longest one: seldom far from the plane that is looked for. */
function firstPlane(covariance: Float64Array, dimension: number): Plane {
  const column = (d: number) => covariance.subarray((d % dimension) * dimension, ((d % dimension) + 1) * dimension);
  const lengths = Array.from({ length: dimension }, (_, d) => dot(column(d), column(d)));
  const longest = lengths.indexOf(Math.max(...lengths));
  return orthonormal(column(longest), column(longest + 1));
}

/** A little of every axis, so that a start at right angles to the plane that is looked for does not stay there. */
function nudged([a, b]: Plane): Plane {
  return orthonormal(a.map((value, d) => value + 1e-3 * Math.cos(d)), b.map((value, d) => value + 1e-3 * Math.sin(2 * d + 1)));
}
