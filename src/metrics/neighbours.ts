/** Neighbours of a point that are asked for their class. */
const neighbours = 6;

/** Multiply-adds of a distance between two looks whether it is too long already. */
const stretch = 16;

/** The nearest points of each of N, as far as they are known: row i of [N,k], nearest first. */
interface Nearest {
  readonly count: number;
  /** Squared distances; Infinity where there is none yet. */
  readonly distances: Float64Array;
  readonly indices: Int32Array;
}

/** Puts a point among the nearest of i if it is one; of two as far, the one that came first is nearer. */
function enter({ count, distances, indices }: Nearest, i: number, j: number, distance: number): void {
  const begin = i * count;
  let at = begin + count - 1;
  if (!(distance < distances[at]!)) return;
  for (; at > begin && distance < distances[at - 1]!; at--) {
    distances[at] = distances[at - 1]!;
    indices[at] = indices[at - 1]!;
  }
  distances[at] = distance;
  indices[at] = j;
}

/** Squared distance of two rows; Infinity once it is not below `most`. */
function squaredDistance(points: Float32Array, i: number, j: number, dimension: number, most: number): number {
  let sum = 0;
  for (let d = 0; d < dimension; ) {
    for (const end = Math.min(dimension, d + stretch); d < end; d++) {
      const difference = points[i * dimension + d]! - points[j * dimension + d]!;
      sum += difference * difference;
    }
    if (!(sum < most)) return Infinity;
  }
  return sum;
}

function nearestOf(points: Float32Array, count: number, dimension: number): Nearest {
  const rows = points.length / dimension;
  const nearest = { count, distances: new Float64Array(rows * count).fill(Infinity), indices: new Int32Array(rows * count).fill(-1) };
  const { distances } = nearest;
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      const most = Math.max(distances[(i + 1) * count - 1]!, distances[(j + 1) * count - 1]!);
      const squared = squaredDistance(points, i, j, dimension, most);
      if (squared === Infinity) continue;
      enter(nearest, i, j, squared);
      enter(nearest, j, i, squared);
    }
  }
  return nearest;
}

/** Whether no class has more of these points than class `label`. */
function isCommonest(label: number, points: Int32Array, labels: Uint8Array): boolean {
  const counts = new Map<number, number>();
  for (const j of points) counts.set(labels[j]!, (counts.get(labels[j]!) ?? 0) + 1);
  return (counts.get(label) ?? 0) === Math.max(...counts.values());
}

/**
 * Neighbour agreement of N points [N,D] with labels [N], 0 to 1: the share of points whose class is the commonest among their six
 * nearest others, by Euclidean distance, alone or with others: what a vote of the six gets right. Where there are fewer others,
 * they vote. Points that are not finite count for nothing, and neither does a point alone; NaN where none is left.
 */
export function neighbourAgreement(points: Float32Array, labels: Uint8Array, dimension: number): number {
  const { indices } = nearestOf(points, neighbours, dimension);
  let [voted, agreed] = [0, 0];
  labels.forEach((label, i) => {
    const near = indices.subarray(i * neighbours, (i + 1) * neighbours).filter((j) => j >= 0);
    if (near.length === 0) return;
    voted++;
    if (isCommonest(label, near, labels)) agreed++;
  });
  return agreed / voted;
}
