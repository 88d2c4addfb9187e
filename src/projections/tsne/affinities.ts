import type { Parts } from '../projection.ts';

/** How near points are to each other, as probabilities. */
export interface Affinities {
  /** [n(n-1)/2], p_ij of the pairs i < j, row by row; twice their sum is 1. */
  readonly pairs: Float32Array;
  /** [n], the precision b_i of each point's Gaussian, in units of 1 / squared distance: NaN where there is one point alone. */
  readonly precisions: Float64Array;
}

/** Multiply-adds between two turns of others: some milliseconds. */
const partSize = 4e6;
/** Terms below exp(-36) of the nearest point's are lost in the rounding of their sum. */
const cut = 36;
/** How near, in nats, a search comes to the entropy asked for, and how many times it tries: among equals there may be none. */
const tolerance = 1e-4;
const mostTries = 60;
/** How far the logarithm of a precision may lie from that of 1 / the mean squared distance beyond the nearest. */
const farthest = 30;

/** Perplexity of the affinities of n points: 30, fewer among few. */
export const perplexityOf = (n: number): number => Math.max(1, Math.min(30, (n - 1) / 3));

/** Weights of points at squared distances [n] under one point's Gaussian. */
interface Weighed {
  /** The precision that gives the perplexity. */
  readonly precision: number;
  /** Sum of `weights`. */
  readonly sum: number;
}

/**
 * Finds the Gaussian under which points at these squared distances have a perplexity: weights w_j = exp(-b (d_j - min d)),
 * p_j = w_j / sum, with entropy -sum p_j ln p_j = ln perplexity. By Newton's method in ln b, within the bounds found so far.
 * @param distances [n]; Infinity for the point itself.
 * @param start a precision to begin at, not 0; NaN where none is known.
 * @param weights [n], where the weights go.
 */
export function weigh(distances: Float32Array, perplexity: number, start: number, weights: Float64Array): Weighed {
  const { length } = distances;
  let least = Infinity;
  let total = 0;
  let others = 0;
  for (let j = 0; j < length; j++) {
    const d = distances[j]!;
    if (d === Infinity) continue;
    if (d < least) least = d;
    total += d;
    others++;
  }
  const middle = -Math.log(total / others - least || 1);
  const entropy = Math.log(perplexity);
  const known = Math.log(start);
  let low = middle - farthest;
  let high = middle + farthest;
  let log = known > low && known < high ? known : middle;
  for (let tries = 1; ; tries++) {
    const precision = Math.exp(log);
    let sum = 0;
    let first = 0;
    let second = 0;
    for (let j = 0; j < length; j++) {
      const t = precision * (distances[j]! - least);
      const weight = t < cut ? Math.exp(-t) : 0;
      weights[j] = weight;
      if (weight === 0) continue;
      sum += weight;
      first += t * weight;
      second += t * t * weight;
    }
    const mean = first / sum;
    const above = Math.log(sum) + mean - entropy;
    if (Math.abs(above) < tolerance || tries === mostTries || high - low < tolerance) return { precision, sum };
    if (above > 0) low = log;
    else high = log;
    const step = above / (second / sum - mean * mean);
    const next = log + Math.max(-3, Math.min(3, Number.isFinite(step) ? step : 3 * Math.sign(above)));
    log = next > low && next < high ? next : (low + high) / 2;
  }
}

/** The largest size among numbers, 1 where all are 0: in this unit no square of theirs is out of range. */
export function unitOf(values: Float32Array): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) most = Math.max(most, Math.abs(values[k]!));
  return most || 1;
}

/** Numbers in a unit, in double precision. */
export const inUnits = (values: Float32Array, unit: number): Float64Array => Float64Array.from(values, (value) => value / unit);

/** Squared distance of row i of a matrix of width D and row j of another. Four sums at once take half the time of one. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, dimension: number): number {
  let k = i * dimension;
  let l = j * dimension;
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  const end = k + dimension;
  for (; k + 3 < end; k += 4, l += 4) {
    const w = a[k]! - b[l]!;
    const x = a[k + 1]! - b[l + 1]!;
    const y = a[k + 2]! - b[l + 2]!;
    const z = a[k + 3]! - b[l + 3]!;
    p += w * w;
    q += x * x;
    r += y * y;
    s += z * z;
  }
  for (; k < end; k++, l++) p += (a[k]! - b[l]!) ** 2;
  return p + q + r + s;
}

/** Squared distances [n,n] of rows [n,D] to each other, Infinity of each to itself. */
function* squaredDistances(rows: Float64Array, n: number, dimension: number): Parts<Float32Array> {
  const distances = new Float32Array(n * n);
  for (let i = 0, done = 0; i < n; i++) {
    distances[i * n + i] = Infinity;
    for (let j = i + 1; j < n; j++) {
      const squared = squaredDistance(rows, i, rows, j, dimension);
      distances[i * n + j] = squared;
      distances[j * n + i] = squared;
    }
    done += (n - i) * dimension;
    if (done < partSize) continue;
    done = 0;
    yield;
  }
  return distances;
}

/**
 * Affinities of finite points [n,D]: p_ij = (p_j|i + p_i|j) / 2n, with p_j|i = exp(-b_i |x_i - x_j|^2) over its sum
 * and b_i such that point i has the perplexity `perplexityOf(n)`. Where all points are as far from each other, all are alike.
 * @param known [n], precisions to begin the search at, those of the step before; NaN where there is none.
 *
 * Source: L. van der Maaten, G. Hinton, Visualizing Data using t-SNE, JMLR 2008.
 */
export function* affinities(features: Float32Array, dimension: number, known: Float64Array): Parts<Affinities> {
  const n = known.length;
  const unit = unitOf(features);
  const distances = yield* squaredDistances(inUnits(features, unit), n, dimension);
  const pairs = new Float32Array((n * (n - 1)) / 2);
  const precisions = new Float64Array(n).fill(Number.NaN);
  const weights = new Float64Array(n);
  let last = Number.NaN;
  for (let i = 0; i < n && n > 1; i++) {
    const start = known[i]! * unit ** 2;
    const { precision, sum } = weigh(distances.subarray(i * n, (i + 1) * n), perplexityOf(n), start > 0 ? start : last, weights);
    precisions[i] = precision / unit ** 2;
    last = precision;
    const share = 1 / (2 * n * sum);
    // Pair (j, i) stands where row j begins, at j (2n - j - 1) / 2, and i - j - 1 further.
    for (let j = 0; j < i; j++) pairs[(j * (2 * n - j - 3)) / 2 + i - 1]! += weights[j]! * share;
    for (let j = i + 1, k = (i * (2 * n - i - 1)) / 2; j < n; j++, k++) pairs[k]! += weights[j]! * share;
    if (i % 16 === 15) yield;
  }
  return { pairs, precisions };
}
