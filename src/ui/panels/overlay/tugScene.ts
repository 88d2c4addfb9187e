import { planeHead } from '../../field/head.ts';
import type { Vector } from '../../field/head.ts';
import { balanceOf, lengthOf, pullsAt } from '../../field/pulls.ts';
import type { Tug } from '../../field/pulls.ts';
import type { Scene } from '../scene/scene.ts';
import { projection } from '../view/view.ts';
import type { Spot, View } from '../view/view.ts';

/** What a panel shows of the tug of war in its run. */
export interface TugOptions {
  readonly label: number;
  readonly weights: Tug['weights'];
  /** Where the pulls are asked for, in feature units; null for the usual place. */
  readonly place: Vector | null;
  readonly field: boolean;
}

/** An arrow on the panel, in CSS pixels. */
export interface Arrow {
  readonly from: Spot;
  readonly to: Spot;
}

/** All that is drawn of it. */
export interface TugPicture {
  readonly spot: Spot;
  readonly softmax: Arrow;
  readonly center: Arrow;
  readonly sum: Arrow;
  /** Null where the pulls cancel nowhere. */
  readonly balance: Spot | null;
  /** The sums on a grid; none unless it is asked for. */
  readonly field: readonly Arrow[];
}

/** Length of the longest of the arrows at a place, and side of a cell of the field, in CSS pixels. */
const longest = 72;
const fieldCell = 36;
/** Share of the way to the mean of its class at which pulls are asked for at first: there both act. */
const usualShare = 0.6;

/** The tug of war of a class in a scene; null where its head or the center of the class is not known. */
export function tugOf(scene: Pick<Scene, 'head' | 'means' | 'centers'>, { label, weights }: Pick<TugOptions, 'label' | 'weights'>): Tug | null {
  const head = planeHead(scene.head, scene.means.length / 2);
  const center: Vector = [scene.centers[2 * label]!, scene.centers[2 * label + 1]!];
  return head && center.every(Number.isFinite) ? { head, label, center, weights } : null;
}

/** Where the pulls on a class are asked for at first. */
export function usualPlace({ means }: Pick<Scene, 'means'>, label: number): Vector {
  return [usualShare * (means[2 * label] ?? 0), usualShare * (means[2 * label + 1] ?? 0)];
}

/** The tug of war as it is drawn: the arrows at a place share one scale; those of the field show more by length, up to a cell. */
export function tugPicture(scene: Scene, view: View, options: TugOptions): TugPicture | null {
  const tug = tugOf(scene, options);
  if (!tug) return null;
  const at = projection(view);
  const spotAt = ([x, y]: Vector): Spot => ({ x: at.offsetX + at.scaleX * x, y: at.offsetY + at.scaleY * y });
  const place = options.place ?? usualPlace(scene, options.label);
  const spot = spotAt(place);
  const pulls = pullsAt(tug, place);
  const unit = longest / Math.max(lengthOf(pulls.softmax), lengthOf(pulls.center), Number.MIN_VALUE);
  const arrow = ([x, y]: Vector): Arrow => ({ from: spot, to: { x: spot.x + unit * x, y: spot.y - unit * y } });
  const balance = balanceOf(tug);
  return {
    spot,
    softmax: arrow(pulls.softmax),
    center: arrow(pulls.center),
    sum: arrow(pulls.sum),
    balance: balance && spotAt(balance),
    field: options.field ? fieldOf(tug, view) : [],
  };
}

function fieldOf(tug: Tug, view: View): Arrow[] {
  const { scaleX, offsetX, scaleY, offsetY } = projection(view);
  const middles = (size: number) => Array.from({ length: Math.floor(size / fieldCell) }, (_, i) => (i + 0.5) * (size / Math.floor(size / fieldCell)));
  const spots = middles(view.height).flatMap((y) => middles(view.width).map((x) => ({ x, y })));
  const sums = spots.map(({ x, y }) => pullsAt(tug, [(x - offsetX) / scaleX, (y - offsetY) / scaleY]).sum);
  const sorted = sums.map(lengthOf).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] || 1;
  return sums.map(([x, y], i) => {
    const length = lengthOf([x, y]);
    const pixels = length > 0 ? (0.45 * fieldCell) / (length + middle) : 0;
    const { x: px, y: py } = spots[i]!;
    return { from: { x: px - pixels * x, y: py + pixels * y }, to: { x: px + pixels * x, y: py - pixels * y } };
  });
}
