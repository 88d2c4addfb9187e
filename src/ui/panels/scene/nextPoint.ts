import { projection, spotOf } from '../view/view.ts';
import type { Spot, View } from '../view/view.ts';
import { isShown } from './scene.ts';
import type { Scene } from './scene.ts';

/** A way on the panel that an arrow key stands for. */
export type Way = 'left' | 'right' | 'up' | 'down';

const ways = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;

/** Points nearer than this that way are passed over, in CSS pixels: a point's own size. */
const leastStep = 6;
/** How much farther a point may be that lies straight ahead than one to the side. */
const sideways = 3;

/** A point, by its row in the scene, and where it lies on the panel. */
export interface PlacedPoint {
  readonly i: number;
  readonly spot: Spot;
}

/** The point to go to from a spot: the nearest one that way, or null where there is none; without a way the nearest of all. Points out of sight count as none. */
export function nextPoint(scene: Scene, view: View, from: Spot, way: Way | null): PlacedPoint | null {
  const at = projection(view);
  let best: PlacedPoint | null = null;
  let least = Infinity;
  for (let i = 0; i < scene.labels.length; i++) {
    if (!isShown(scene, i)) continue;
    const spot = spotOf(at, scene.points, i);
    if (spot.x < 0 || spot.y < 0 || spot.x > view.width || spot.y > view.height) continue;
    const [dx, dy] = [spot.x - from.x, spot.y - from.y];
    const along = way ? dx * ways[way][0] + dy * ways[way][1] : 0;
    if (way && along < leastStep) continue;
    const aside = way ? Math.abs(dx * ways[way][1]) + Math.abs(dy * ways[way][0]) : Math.hypot(dx, dy);
    const cost = along + sideways * aside;
    if (cost < least) [best, least] = [{ i, spot }, cost];
  }
  return best;
}
