/** How tight and how far apart the classes of a feature space are. Lengths are in feature units. */
export interface Compactness {
  /** [C,D], the mean feature of each class; NaN for a class without points. */
  readonly means: Float32Array;
  /** Root mean square distance of a point to the mean of its class. */
  readonly withinClassRadius: number;
  /** Least distance between two class means; NaN with fewer than two classes. */
  readonly minCenterDistance: number;
  /** withinClassRadius / minCenterDistance. Scale-free: softmax features grow to hundreds while center-loss features stay within ten. */
  readonly compactness: number;
}

/** Mean feature of each class, [C,D], summed in double precision. */
export function classMeans(features: Float32Array, labels: Uint8Array, classes: number, dimension: number): Float32Array {
  const sums = new Float64Array(classes * dimension);
  const counts = new Float64Array(classes);
  labels.forEach((label, i) => {
    counts[label]! += 1;
    for (let d = 0; d < dimension; d++) sums[label * dimension + d]! += features[i * dimension + d]!;
  });
  return Float32Array.from(sums, (sum, k) => sum / counts[Math.floor(k / dimension)]!);
}

function squaredDistance(a: Float32Array, aRow: number, b: Float32Array, bRow: number, dimension: number): number {
  let sum = 0;
  for (let d = 0; d < dimension; d++) sum += (a[aRow * dimension + d]! - b[bRow * dimension + d]!) ** 2;
  return sum;
}

/**
 * Compactness of N features [N,D] with labels [N] below C:
 * within = sqrt((1/N) sum_i |x_i - m_{y_i}|^2), between = min_{j<k} |m_j - m_k|, compactness = within / between.
 */
export function compactness(features: Float32Array, labels: Uint8Array, classes: number, dimension: number): Compactness {
  const means = classMeans(features, labels, classes, dimension);
  let within = 0;
  labels.forEach((label, i) => (within += squaredDistance(features, i, means, label, dimension)));
  const withinClassRadius = Math.sqrt(within / labels.length);
  let least = Number.NaN;
  for (let j = 0; j < classes; j++) {
    for (let k = j + 1; k < classes; k++) {
      const distance = squaredDistance(means, j, means, k, dimension);
      if (!Number.isNaN(distance) && !(distance >= least)) least = distance;
    }
  }
  const minCenterDistance = Math.sqrt(least);
  return { means, withinClassRadius, minCenterDistance, compactness: withinClassRadius / minCenterDistance };
}

/**
 * True when the features have collapsed: accuracy within 5 points of chance, and all class means within a tenth of the
 * within-class radius of each other, or all of it zero. A high center-loss weight at a high rate does this. Features that are
 * not finite are not called collapsed.
 */
export function isCollapsed(accuracy: number, { means, withinClassRadius }: Compactness, classes: number, dimension: number): boolean {
  if (!Number.isFinite(withinClassRadius) || !(accuracy <= 1 / classes + 0.05)) return false;
  let widest = 0;
  for (let j = 0; j < classes; j++) {
    for (let k = j + 1; k < classes; k++) widest = Math.max(widest, squaredDistance(means, j, means, k, dimension) || 0);
  }
  return Math.sqrt(widest) <= 0.1 * withinClassRadius || widest === 0;
}
