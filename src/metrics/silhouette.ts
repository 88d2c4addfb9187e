/**
 * Mean silhouette of N points [N,D] with labels [N] below C, -1 to 1: of each point (b - a) / max(a, b), a its mean distance to
 * the others of its class and b the least of its mean distances to another class; 0 for the only point of its class, and where
 * a and b are 0. NaN with fewer than two classes.
 *
 * Source: P. Rousseeuw, Silhouettes: a graphical aid to the interpretation and validation of cluster analysis, 1987.
 */
export function silhouette(points: Float32Array, labels: Uint8Array, classes: number, dimension: number): number {
  const counts = new Float64Array(classes);
  labels.forEach((label) => (counts[label]! += 1));
  if (counts.filter((count) => count > 0).length < 2) return Number.NaN;
  const sums = distanceSums(points, labels, classes, dimension);
  let total = 0;
  labels.forEach((label, i) => {
    if (counts[label] === 1) return;
    const within = sums[i * classes + label]! / (counts[label]! - 1);
    let nearest = Infinity;
    for (let c = 0; c < classes; c++) if (c !== label && counts[c]! > 0) nearest = Math.min(nearest, sums[i * classes + c]! / counts[c]!);
    total += (nearest - within) / Math.max(nearest, within) || 0;
  });
  return total / labels.length;
}

/** Sum of the distances of each point to the points of each class, [N,C]. */
function distanceSums(points: Float32Array, labels: Uint8Array, classes: number, dimension: number): Float64Array {
  const sums = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) {
    for (let j = i + 1; j < labels.length; j++) {
      let squared = 0;
      for (let d = 0, k = i * dimension, l = j * dimension; d < dimension; d++, k++, l++) {
        const difference = points[k]! - points[l]!;
        squared += difference * difference;
      }
      const distance = Math.sqrt(squared);
      sums[i * classes + labels[j]!]! += distance;
      sums[j * classes + labels[i]!]! += distance;
    }
  }
  return sums;
}
