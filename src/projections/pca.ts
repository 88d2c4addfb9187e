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

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, d) => sum + value * b[d]!, 0);

/** Mean [D] and covariance [D,D] of the rows that are finite; zeros where none is. */
function moments(features: Float32Array, dimension: number): { mean: Float64Array; covariance: Float64Array[] } {
  const rows = Array.from({ length: features.length / dimension }, (_, i) => features.subarray(i * dimension, (i + 1) * dimension)).filter((row) => row.every(Number.isFinite));
  const count = Math.max(1, rows.length);
  const mean = new Float64Array(dimension);
  for (const row of rows) row.forEach((value, d) => (mean[d]! += value / count));
  const covariance = Array.from({ length: dimension }, () => new Float64Array(dimension));
  for (const row of rows) {
    for (let a = 0; a < dimension; a++) {
      const centred = row[a]! - mean[a]!;
      const line = covariance[a]!;
      for (let b = a; b < dimension; b++) line[b]! += (centred * (row[b]! - mean[b]!)) / count;
    }
  }
  for (let a = 0; a < dimension; a++) for (let b = 0; b < a; b++) covariance[a]![b] = covariance[b]![a]!;
  return { mean, covariance };
}

const mostSweeps = 200;
const settled = 1e-12;

const times = (matrix: readonly Float64Array[], vector: Float64Array): Float64Array => Float64Array.from(matrix, (row) => dot(row, vector));

/** Makes two vectors orthonormal; one without length of its own becomes the first axis that is left. */
function orthonormal(first: Float64Array, second: Float64Array): Plane {
  const unit = (vector: Float64Array, from: Float64Array | null): Float64Array => {
    const axes = Array.from({ length: vector.length }, (_, axis) => Float64Array.from(vector, (_value, d) => (d === axis ? 1 : 0)));
    for (const candidate of [vector, ...axes]) {
      const along = from ? dot(candidate, from) : 0;
      const rest = from ? candidate.map((value, d) => value - along * from[d]!) : candidate;
      const [length, whole] = [Math.sqrt(dot(rest, rest)), Math.sqrt(dot(candidate, candidate))];
      if (length > 1e-9 * whole && length > 0) return rest.map((value) => value / length);
    }
    throw new Error('There are no two directions in fewer than two dimensions.');
  };
  const a = unit(first, null);
  return [a, unit(second, a)];
}

/** The plane of largest variance, by simultaneous iteration from a plane near it. */
function principalPlane(covariance: readonly Float64Array[], start: Plane): Plane {
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
function onPrincipalAxes([a, b]: Plane, covariance: readonly Float64Array[]): Plane {
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
  const { mean, covariance } = moments(features, dimension);
  const previous = before instanceof PlaneThroughMean && before.plane[0].length === dimension ? before.plane : null;
  const columns = covariance.map((row) => Math.sqrt(dot(row, row)));
  const largest = columns.indexOf(Math.max(...columns));
  const start = previous ?? orthonormal(covariance[largest]!, covariance[(largest + 1) % dimension]!);
  const plane = principalPlane(covariance, nudged(start));
  return new PlaneThroughMean(previous ? aligned(plane, previous) : onPrincipalAxes(plane, covariance), mean);
}

/** A little of every axis, so that a start at right angles to the plane that is looked for does not stay there. */
function nudged([a, b]: Plane): Plane {
  return orthonormal(a.map((value, d) => value + 1e-3 * Math.cos(d)), b.map((value, d) => value + 1e-3 * Math.sin(2 * d + 1)));
}
