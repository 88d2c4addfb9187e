/** How far features of a set lie from the means of their classes, by which it is told what belongs to none of them. */
export interface Spread {
  /** [C,D], the class means; NaN for a class without points. */
  readonly means: Float32Array;
  /** [C], root mean square distance of a class's points to its mean; NaN where it has fewer than two, or where they lie on one place. */
  readonly radii: Float32Array;
  /** Of the points, this share lies farther than `threshold` from every class: what is called none of these by mistake. */
  readonly errorRate: number;
  /** In radii of the nearest class, see `distancesTo`. */
  readonly threshold: number;
}

/** Distances of one feature [D] to every class, in radii of that class, [C]; NaN for a class without a radius. */
export function distancesTo(feature: ArrayLike<number>, means: Float32Array, radii: Float32Array): Float32Array {
  const dimension = feature.length;
  return radii.map((radius, c) => {
    let squared = 0;
    for (let d = 0; d < dimension; d++) squared += (feature[d]! - means[c * dimension + d]!) ** 2;
    return Math.sqrt(squared) / radius;
  });
}

/**
 * How far each of N features [N,D] lies from the nearest class mean, [N], by Euclidean distance: the higher, the likelier it
 * belongs to no class. @param means [C,D]; a class whose mean is not a number is passed over.
 */
export function nearestDistances(features: Float32Array, means: Float32Array, dimension: number): Float32Array {
  const classes = means.length / dimension;
  return Float32Array.from({ length: features.length / dimension }, (_, i) => {
    let least = Infinity;
    for (let c = 0; c < classes; c++) {
      let squared = 0;
      for (let d = 0; d < dimension; d++) squared += (features[i * dimension + d]! - means[c * dimension + d]!) ** 2;
      if (squared < least) least = squared;
    }
    return Math.sqrt(least);
  });
}

/**
 * How unsure softmax is of each row of logits [N,C]: -log p of the likeliest class, [N]. It ranks as the largest probability does,
 * but where that is 1 to all digits of a float it still tells which is surer.
 */
export function surprises(logits: Float32Array, classes: number): Float32Array {
  return Float32Array.from({ length: logits.length / classes }, (_, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    let best = 0;
    row.forEach((logit, c) => (best = logit > row[best]! ? c : best));
    let others = 0;
    row.forEach((logit, c) => (others += c === best ? 0 : Math.exp(logit - row[best]!)));
    return Math.log1p(others);
  });
}

/** The class that is nearest in its own radii; -1 where none has a radius. */
export function nearestOf(distances: Float32Array): number {
  let nearest = -1;
  distances.forEach((distance, c) => {
    if (!Number.isNaN(distance) && (nearest < 0 || distance < distances[nearest]!)) nearest = c;
  });
  return nearest;
}

/**
 * Spreads of N features [N,D] with labels [N] below C, and the distance beyond which a share of `errorRate` of them lies: the
 * threshold for what is none of the classes.
 */
export function spreadOf(features: Float32Array, labels: Uint8Array, means: Float32Array, dimension: number, errorRate: number): Spread {
  const classes = means.length / dimension;
  const squares = new Float64Array(classes);
  const counts = new Float64Array(classes);
  labels.forEach((label, i) => {
    counts[label]!++;
    for (let d = 0; d < dimension; d++) squares[label]! += (features[i * dimension + d]! - means[label * dimension + d]!) ** 2;
  });
  const radii = Float32Array.from(squares, (sum, c) => (counts[c]! > 1 && sum > 0 ? Math.sqrt(sum / counts[c]!) : Number.NaN));
  const least = Array.from(labels, (_, i) => {
    const distances = distancesTo(features.subarray(i * dimension, (i + 1) * dimension), means, radii);
    return distances[nearestOf(distances)] ?? Number.NaN;
  }).filter((distance) => !Number.isNaN(distance));
  const sorted = Float64Array.from(least).sort();
  const threshold = sorted[Math.min(sorted.length - 1, Math.ceil((1 - errorRate) * sorted.length) - 1)] ?? Number.NaN;
  return { means, radii, errorRate, threshold };
}
