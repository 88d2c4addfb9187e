/** A line to draw: equally many x and y. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * Means over consecutive stretches of a series, so that at most `limit` points remain and the noise of single batches fades.
 * Each stretch is placed at its last x.
 */
export function stretchMeans(x: readonly number[], y: readonly number[], limit: number): Points {
  const length = Math.ceil(x.length / limit);
  if (length <= 1) return { x, y };
  const means: { x: number[]; y: number[] } = { x: [], y: [] };
  for (let start = 0; start < x.length; start += length) {
    const stretch = y.slice(start, start + length);
    means.x.push(x[start + stretch.length - 1]!);
    means.y.push(stretch.reduce((sum, value) => sum + value, 0) / stretch.length);
  }
  return means;
}
