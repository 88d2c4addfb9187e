/** Indices of the points [N,2] that are finite. */
const finiteOf = (points: Float64Array): number[] => Array.from({ length: points.length / 2 }, (_, i) => i).filter((i) => Number.isFinite(points[2 * i]! + points[2 * i + 1]!));

/** Mean of the points [N,2] of those indices. */
function middleOf(points: Float64Array, of: readonly number[]): readonly [number, number] {
  let [x, y] = [0, 0];
  for (const i of of) {
    x += points[2 * i]!;
    y += points[2 * i + 1]!;
  }
  return [x / of.length, y / of.length];
}

/** Root mean square distance of points [N,2] to their middle, of those that are finite; 0 where there are none. */
export function radiusOf(points: Float64Array): number {
  const finite = finiteOf(points);
  const [x, y] = middleOf(points, finite);
  const sum = finite.reduce((total, i) => total + (points[2 * i]! - x) ** 2 + (points[2 * i + 1]! - y) ** 2, 0);
  return Math.sqrt(sum / Math.max(1, finite.length));
}

/** Points [N,2] moved and scaled as a whole to lie about the origin with radius 1; points in one place lie there. */
export function centred(points: Float64Array): Float64Array {
  const middle = middleOf(points, finiteOf(points));
  const scale = 1 / (radiusOf(points) || 1);
  return points.map((value, k) => scale * (value - middle[k % 2]!));
}

/**
 * Points [N,2] moved, turned, mirrored and scaled as a whole so that they lie like others, [M,2]: point i like point i. Points
 * that are not finite in one of the two, or that only one of them has, count for nothing; they move along. The turn is the one of
 * least squared distances. The scale is the ratio of the two root mean square radii, not the one of least squares, which would
 * shrink a picture that is aligned over and over a little every time. With nothing in common, or all of it in one place, no
 * turn and no scale is better than another: then there is none.
 *
 * Source: P. Schönemann, A Generalized Solution of the Orthogonal Procrustes Problem, 1966.
 */
export function alignedTo(points: Float64Array, others: Float64Array): Float64Array {
  const common = finiteOf(points.subarray(0, others.length)).filter((i) => Number.isFinite(others[2 * i]! + others[2 * i + 1]!));
  if (common.length === 0) return points.slice();
  const [[x, y], [toX, toY]] = [middleOf(points, common), middleOf(others, common)];
  let [xx, xy, yx, yy, from, to] = [0, 0, 0, 0, 0, 0];
  for (const i of common) {
    const [a, b, c, d] = [points[2 * i]! - x, points[2 * i + 1]! - y, others[2 * i]! - toX, others[2 * i + 1]! - toY];
    xx += a * c;
    xy += a * d;
    yx += b * c;
    yy += b * d;
    from += a * a + b * b;
    to += c * c + d * d;
  }
  // The overlap with the others of the best turn, and of the best turn after mirroring.
  const [turn, mirrored] = [Math.hypot(xx + yy, xy - yx), Math.hypot(xx - yy, xy + yx)];
  const mirror = mirrored > turn ? -1 : 1;
  const angle = Math.atan2(xy - mirror * yx, xx + mirror * yy);
  const scale = from > 0 && to > 0 ? Math.sqrt(to / from) : 1;
  const [cos, sin] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  return points.map((_, k) => {
    const [a, b] = [points[k - (k % 2)]! - x, mirror * (points[k - (k % 2) + 1]! - y)];
    return k % 2 === 0 ? toX + cos * a - sin * b : toY + sin * a + cos * b;
  });
}
