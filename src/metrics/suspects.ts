import { classMeans } from './compactness.ts';

/** Labels in the order in which they look wrong: entry s of each is of the s-th most suspect example. */
export interface Suspects {
  /** [S] Row of the features. */
  readonly indices: Int32Array;
  /** [S] The nearest other class. */
  readonly suggestions: Uint8Array;
  /** [S] Distance to the mean of the own class / distance to that of the nearest other class; above 1 another one is nearer. */
  readonly scores: Float32Array;
}

/** Features that are finite, with labels and the rows that they had. */
interface FiniteRows {
  readonly features: Float32Array;
  readonly labels: Uint8Array;
  readonly rows: Int32Array;
}

function finiteRows(features: Float32Array, labels: Uint8Array, dimension: number): FiniteRows {
  const rows = Int32Array.from(labels.keys()).filter((i) => features.subarray(i * dimension, (i + 1) * dimension).every(Number.isFinite));
  if (rows.length === labels.length) return { features, labels, rows };
  const kept = new Float32Array(rows.length * dimension);
  rows.forEach((from, to) => kept.set(features.subarray(from * dimension, (from + 1) * dimension), to * dimension));
  return { features: kept, labels: Uint8Array.from(rows, (i) => labels[i]!), rows };
}

/** Distances of a feature to each mean; NaN for a class without features. */
function distancesTo(means: Float32Array, features: Float32Array, row: number, dimension: number, into: Float64Array): void {
  for (let c = 0; c < into.length; c++) {
    let squared = 0;
    for (let d = 0; d < dimension; d++) squared += (features[row * dimension + d]! - means[c * dimension + d]!) ** 2;
    into[c] = Math.sqrt(squared);
  }
}

/** The nearest other class; -1 where there is none. */
function nearestOther(distances: Float64Array, label: number): number {
  let nearest = -1;
  distances.forEach((distance, c) => {
    if (c !== label && !Number.isNaN(distance) && !(nearest >= 0 && distance >= distances[nearest]!)) nearest = c;
  });
  return nearest;
}

/**
 * Ranks N features [N,D] with labels [N] below C by |x - m_own| / min_other |x - m_other|, descending; of equals the first comes
 * first, and 0 / 0 counts as 1. Left out are features that are not finite, and the only example of a class, whose mean it is.
 *
 * A network that pulls features to the mean of their class learns wrong labels by heart; this ranking is for one that does not.
 */
export function suspects(features: Float32Array, labels: Uint8Array, classes: number, dimension: number): Suspects {
  const finite = finiteRows(features, labels, dimension);
  const means = classMeans(finite.features, finite.labels, classes, dimension);
  const counts = new Float64Array(classes);
  finite.labels.forEach((label) => (counts[label]! += 1));
  const distances = new Float64Array(classes);
  const found: { index: number; suggestion: number; score: number }[] = [];
  finite.labels.forEach((label, row) => {
    if (counts[label]! < 2) return;
    distancesTo(means, finite.features, row, dimension, distances);
    const suggestion = nearestOther(distances, label);
    if (suggestion < 0) return;
    const [own, other] = [distances[label]!, distances[suggestion]!];
    found.push({ index: finite.rows[row]!, suggestion, score: own === other ? 1 : own / other });
  });
  found.sort((a, b) => (a.score === b.score ? a.index - b.index : b.score - a.score));
  return {
    indices: Int32Array.from(found, ({ index }) => index),
    suggestions: Uint8Array.from(found, ({ suggestion }) => suggestion),
    scores: Float32Array.from(found, ({ score }) => score),
  };
}

/** The `count` examples of each class that lie nearest to its mean, nearest first: what the class looks like. [C][<= count] rows. */
export function typicalOf(features: Float32Array, labels: Uint8Array, classes: number, dimension: number, count: number): number[][] {
  const finite = finiteRows(features, labels, dimension);
  const means = classMeans(finite.features, finite.labels, classes, dimension);
  const nearest = Array.from({ length: classes }, () => [] as { row: number; squared: number }[]);
  finite.labels.forEach((label, i) => {
    let squared = 0;
    for (let d = 0; d < dimension; d++) squared += (finite.features[i * dimension + d]! - means[label * dimension + d]!) ** 2;
    const ofClass = nearest[label]!;
    ofClass.push({ row: finite.rows[i]!, squared });
    ofClass.sort((a, b) => a.squared - b.squared || a.row - b.row);
    ofClass.length = Math.min(ofClass.length, count);
  });
  return nearest.map((ofClass) => ofClass.map(({ row }) => row));
}
