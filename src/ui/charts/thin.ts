/** A line to draw: equally many x and y, x in ascending order. */
export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * Means over stretches of x of one width, at most `limit` of them, so that the noise of single batches fades, and so that places
 * with many points get no more room than others. Each is placed at its last x; values that are not finite are left out of it, and
 * a stretch of nothing else is NaN. A series of at most `limit` points stays as it is.
 */
export function stretchMeans(x: readonly number[], y: readonly number[], limit: number): Points {
  const [first] = x;
  const last = x.at(-1);
  if (x.length <= limit || first === undefined || last === undefined) return { x, y };
  const stretchOf = (value: number) => Math.min(limit - 1, Math.floor(((value - first) / (last - first || 1)) * limit));
  const stretches = new Map<number, { x: number; sum: number; count: number }>();
  for (const [i, value] of x.entries()) {
    const { sum, count } = stretches.get(stretchOf(value)) ?? { sum: 0, count: 0 };
    const finite = Number.isFinite(y[i]);
    stretches.set(stretchOf(value), { x: value, sum: finite ? sum + y[i]! : sum, count: finite ? count + 1 : count });
  }
  const means = [...stretches.values()];
  return { x: means.map((mean) => mean.x), y: means.map(({ sum, count }) => (count === 0 ? Number.NaN : sum / count)) };
}
