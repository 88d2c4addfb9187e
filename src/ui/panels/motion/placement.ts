import type { Placement } from '../scene/scene.ts';

/** The same places in arrays of its own. */
export function copied({ points, centers, means, head, depths }: Placement): Placement {
  return { points: points.slice(), centers: centers.slice(), means: means.slice(), ...(head && { head: head.slice() }), ...(depths && { depths: copied(depths) }) };
}

function carried(drawn: Float32Array, target: Float32Array): Float32Array {
  const start = target.slice();
  start.set(drawn.subarray(0, start.length));
  return start;
}

/** Where a way to `target` starts, of the same layout: what was drawn before where it was drawn, what is new where it belongs. */
export function carriedOver(drawn: Placement, target: Placement): Placement {
  const { points, centers, means, head, depths } = target;
  return {
    points: carried(drawn.points, points),
    centers: carried(drawn.centers, centers),
    means: carried(drawn.means, means),
    ...(head && { head: carried(drawn.head ?? head, head) }),
    ...(depths && { depths: carriedOver(drawn.depths ?? depths, depths) }),
  };
}

/** out = from + t (to - from), elementwise; where `from` is not finite, `to`. All of one length. */
export function interpolate(out: Float32Array, from: Float32Array, to: Float32Array, t: number): void {
  for (let i = 0; i < out.length; i++) {
    const start = from[i]!;
    const end = to[i]!;
    out[i] = Number.isFinite(start) ? start + t * (end - start) : end;
  }
}

/** `interpolate` of every part; all of one layout. */
export function move(out: Placement, from: Placement, to: Placement, t: number): void {
  interpolate(out.points, from.points, to.points, t);
  interpolate(out.centers, from.centers, to.centers, t);
  interpolate(out.means, from.means, to.means, t);
  if (out.head && from.head && to.head) interpolate(out.head, from.head, to.head, t);
  if (out.depths && from.depths && to.depths) move(out.depths, from.depths, to.depths, t);
}
