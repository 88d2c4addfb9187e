/** Points kept per curve at most. */
export const historyLimit = 2000;

/** How much is left of a history that is thinned. */
export interface Thinning {
  /** Of the oldest and of the newest points these many are kept whole. */
  readonly oldest: number;
  readonly newest: number;
  /** Between them. */
  readonly between: number;
}

/** What is free then makes thinning rare. */
const ofCurves: Thinning = { oldest: 100, newest: 500, between: 1000 };

interface Point {
  readonly step: number;
}

/** The first point of each stretch of `width` steps, with one more of the same step; stretches begin at multiples of `width`. */
function firstOfEach<P extends Point>(points: readonly P[], width: number): P[] {
  const stretch = ({ step }: Point) => Math.floor(step / width);
  let opened = Number.NaN;
  return points.filter((point, i) => {
    const before = points[i - 1];
    if (!before || stretch(before) !== stretch(point)) {
      opened = i;
      return true;
    }
    return i === opened + 1 && before.step === point.step;
  });
}

/**
 * At most `most` of these points at even distances. Widths are powers of two: a wider stretch begins where a narrower one
 * does, so thinning again keeps what is there instead of tearing gaps.
 */
function evenly<P extends Point>(points: readonly P[], most: number): readonly P[] {
  let kept = points;
  for (let width = 2; kept.length > most; width *= 2) kept = firstOfEach(kept, width);
  return kept;
}

/** The oldest and the newest of these points, and some of those between at even distances of steps. */
export function thinned<P extends Point>(points: readonly P[], { oldest, newest, between }: Thinning): readonly P[] {
  const from = Math.max(oldest, points.length - newest);
  return [...points.slice(0, oldest), ...evenly(points.slice(oldest, from), between), ...points.slice(from)];
}

/**
 * A curve with `more` points appended, thinned to `historyLimit`: the first 100 and the newest 500 are kept, those between lie
 * evenly over all steps, at most 8 steps apart for every `historyLimit` steps that there are, where every step was appended.
 * Both are in the order of their steps; of `points` those past the first step of `more` give way, as after a way back.
 * Thins once in 400 points.
 */
export function appended<P extends Point>(points: readonly P[], more: readonly P[]): readonly P[] {
  const [first] = more;
  if (!first) return points;
  const last = points.at(-1);
  const earlier = last && last.step > first.step ? points.filter(({ step }) => step <= first.step) : points;
  const all = [...earlier, ...more];
  return all.length <= historyLimit ? all : thinned(all, ofCurves);
}
