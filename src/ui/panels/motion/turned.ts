import type { Depths } from '../../../worker/looks/drawing.ts';
import { interleavedOrder } from '../scene/scene.ts';
import type { Placement, Scene } from '../scene/scene.ts';
import { turnOf } from '../view/orientation.ts';
import type { Orientation, Turn } from '../view/orientation.ts';
import { depthCounts, orderByDepth } from './depthOrder.ts';

/** A placement in space, as it is seen from the front. */
export type SpacePlacement = Placement & { readonly depths: Depths };

/** Whether a placement has depths. */
export const isInSpace = (placement: Placement): placement is SpacePlacement => placement.depths !== undefined;

/** Centers [C,2] as they were drawn, and their depths [C] where they had any. */
export type Trailed = Pick<Placement, 'centers'> & { readonly depths?: Float32Array | undefined };

/** What of a scene depends on the side that it is seen from. */
export type SeenPlacement = Pick<Scene, 'points' | 'centers' | 'means' | 'trail' | 'order' | 'orientation'>;

/** Positions [M,2] of positions [M,2] with depths [M] after a turn; nothing is allocated. */
function turnInto(out: Float32Array, positions: Float32Array, depths: Float32Array, { right, up }: Turn): void {
  const [[rightX, rightY, rightZ], [upX, upY, upZ]] = [right, up];
  for (let i = 0; i < depths.length; i++) {
    const [x, y, z] = [positions[2 * i]!, positions[2 * i + 1]!, depths[i]!];
    out[2 * i] = rightX * x + rightY * y + rightZ * z;
    out[2 * i + 1] = upX * x + upY * y + upZ * z;
  }
}

/** A picture in space as it is seen from a side, in arrays of its own that every turn writes anew. */
export class Turned {
  readonly #points: Float32Array;
  readonly #centers: Float32Array;
  readonly #means: Float32Array;
  readonly #trail: readonly Float32Array[];
  readonly #near: Float32Array;
  readonly #order: Int32Array;
  readonly #counts = depthCounts();

  /** For placements of this layout, and trails as long. */
  constructor({ points, centers, means, depths }: SpacePlacement, trail: readonly Trailed[]) {
    this.#points = new Float32Array(points.length);
    this.#centers = new Float32Array(centers.length);
    this.#means = new Float32Array(means.length);
    this.#trail = trail.map((each) => new Float32Array(each.centers.length));
    this.#near = new Float32Array(depths.points.length);
    this.#order = new Int32Array(depths.points.length);
  }

  /** Where everything is seen from an orientation. The arrays are those of every call. */
  turn({ points, centers, means, depths }: SpacePlacement, trail: readonly Trailed[], orientation: Orientation): SeenPlacement {
    const turn = turnOf(orientation);
    turnInto(this.#points, points, depths.points, turn);
    turnInto(this.#centers, centers, depths.centers, turn);
    turnInto(this.#means, means, depths.means, turn);
    trail.forEach((each, k) => turnInto(this.#trail[k]!, each.centers, each.depths!, turn));
    const [nearX, nearY, nearZ] = turn.near;
    for (let i = 0; i < this.#near.length; i++) this.#near[i] = nearX * points[2 * i]! + nearY * points[2 * i + 1]! + nearZ * depths.points[i]!;
    orderByDepth(this.#order, this.#near, this.#counts);
    return { points: this.#points, centers: this.#centers, means: this.#means, trail: this.#trail, order: this.#order, orientation };
  }
}

/** A run's features as a still picture shows them: in space from an orientation, else as they are. Labels [N]. */
export function stillOf(placement: Placement, labels: Uint8Array, orientation: Orientation): SeenPlacement {
  if (isInSpace(placement)) return new Turned(placement, []).turn(placement, [], orientation);
  const { points, centers, means } = placement;
  return { points, centers, means, trail: [], order: interleavedOrder(labels) };
}
