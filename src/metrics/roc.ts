/** How well a score tells strangers from what is known. */
export interface Roc {
  /**
   * Area under the ROC curve: the share of pairs of a stranger and a known one in which the stranger scores higher, ties counted
   * half. 0.5 by chance, 1 where all are told; NaN where there are none of either.
   */
  readonly area: number;
  /** [points], the share of strangers found where a share of k / (points - 1) of what is known is taken for one too. */
  readonly curve: Float32Array;
}

/** Scores from the highest on, each with how many strangers and known ones have it. */
function levels(known: Float32Array, strangers: Float32Array): { readonly strangers: number; readonly known: number }[] {
  const counts = new Map<number, { strangers: number; known: number }>();
  const count = (scores: Float32Array, what: 'strangers' | 'known') =>
    scores.forEach((score) => {
      const level = counts.get(score) ?? { strangers: 0, known: 0 };
      level[what]++;
      counts.set(score, level);
    });
  count(known, 'known');
  count(strangers, 'strangers');
  return [...counts.entries()].sort(([a], [b]) => b - a).map(([, level]) => level);
}

/**
 * The ROC curve of scores that are to be higher for strangers; its area equals U / (M N) of Mann and Whitney.
 * @param known [N] scores. @param strangers [M] scores. A score may be infinite, not NaN.
 */
export function rocOf(known: Float32Array, strangers: Float32Array, points = 65): Roc {
  const curve = new Float32Array(points);
  if (known.length === 0 || strangers.length === 0) return { area: Number.NaN, curve: curve.fill(Number.NaN) };
  let [found, mistaken, area, next] = [0, 0, 0, 0];
  for (const level of levels(known, strangers)) {
    const rise = level.strangers / strangers.length;
    const run = level.known / known.length;
    area += run * (found + rise / 2);
    // Those of one score are found and mistaken together: a straight line between the two ends.
    for (; next < points && next / (points - 1) <= mistaken + run - 1e-12; next++) curve[next] = found + (rise * (next / (points - 1) - mistaken)) / run;
    found += rise;
    mistaken += run;
  }
  return { area, curve: curve.fill(1, next) };
}
