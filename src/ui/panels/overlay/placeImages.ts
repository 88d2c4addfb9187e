import type { Box } from '../scene/picture.ts';
import { isLit, isPlaced } from '../scene/scene.ts';
import type { Scene } from '../scene/scene.ts';
import { projection, spotOf } from '../view/view.ts';
import type { View } from '../view/view.ts';

/** Where points' images find room. */
export interface Occupancy {
  /** Indices of points into the scene, and the box of each one's image. */
  readonly placed: readonly (readonly [point: number, box: Box])[];
  /** Points in sight that could show an image. */
  readonly candidates: number;
}

/** Around an image: its border, and a little more. In CSS pixels. */
const room = 6;

/** The point nearest to the mean of each class, by class. */
function nearestToMeans({ points, labels, means }: Scene): Set<number> {
  const nearest = new Map<number, { point: number; distance: number }>();
  labels.forEach((c, point) => {
    const distance = Math.hypot(points[2 * point]! - means[2 * c]!, points[2 * point + 1]! - means[2 * c + 1]!);
    if (distance < (nearest.get(c)?.distance ?? Number.POSITIVE_INFINITY)) nearest.set(c, { point, distance });
  });
  return new Set([...nearest.values()].map(({ point }) => point));
}

/**
 * Gives images of `side` pixels the places of their points, as many as fit without overlap, at most `most`: first those nearest to
 * their class's mean, then those read wrong, then the others in the order of drawing. None reaches over the panel's edge. Points
 * of hidden classes and outside a selection have none. A grid of cells one image wide holds what is taken: each place asks only
 * the cells around its own.
 */
export function placeImages(scene: Scene, view: View, side: number, most: number): Occupancy {
  const { points, labels, predictions, hidden, order } = scene;
  const at = projection(view);
  const pitch = side + room;
  const columns = Math.ceil(view.width / pitch) + 2;
  const cells = new Map<number, { readonly x: number; readonly y: number }>();
  const cellOf = (x: number, y: number) => (Math.floor(y / pitch) + 1) * columns + Math.floor(x / pitch) + 1;
  const isFree = (x: number, y: number) => {
    const middle = cellOf(x, y);
    for (const row of [-columns, 0, columns]) {
      for (const column of [-1, 0, 1]) {
        const other = cells.get(middle + row + column);
        if (other && Math.abs(other.x - x) < pitch && Math.abs(other.y - y) < pitch) return false;
      }
    }
    return true;
  };
  const half = pitch / 2;
  const inSight = Array.from(order).filter((i) => {
    if (hidden.has(labels[i]!) || !isPlaced(points, i) || !isLit(scene, i)) return false;
    const { x, y } = spotOf(at, points, i);
    return x >= half && y >= half && x <= view.width - half && y <= view.height - half;
  });
  const nearest = nearestToMeans(scene);
  const rank = (i: number) => (nearest.has(i) ? 0 : predictions[i] !== labels[i] ? 1 : 2);
  const placed: [number, Box][] = [];
  for (const wanted of [0, 1, 2]) {
    for (const i of inSight) {
      if (placed.length >= most) break;
      if (rank(i) !== wanted) continue;
      const { x, y } = spotOf(at, points, i);
      if (!isFree(x, y)) continue;
      cells.set(cellOf(x, y), { x, y });
      placed.push([i, { left: x - side / 2, top: y - side / 2, width: side, height: side }]);
    }
  }
  return { placed, candidates: inSight.length };
}
