import type { Spot } from '../view/view.ts';

/** Room that a line leaves around a place: the ring and its halo, in CSS pixels. */
export const ringRoom = 12;

/**
 * The lines between the places of one point, from panel to panel in their order, as an SVG path. Each ends at the rings. None leads to
 * or from a panel where there is no place, and none lies between places whose rings touch.
 */
export function placeLines(places: readonly (Spot | null)[]): string {
  return places
    .slice(1)
    .map((to, i) => {
      const from = places[i];
      const length = from && to ? Math.hypot(to.x - from.x, to.y - from.y) : 0;
      if (!from || !to || length <= 2 * ringRoom) return '';
      const [x, y] = [(ringRoom * (to.x - from.x)) / length, (ringRoom * (to.y - from.y)) / length];
      return `M${(from.x + x).toFixed(1)} ${(from.y + y).toFixed(1)}L${(to.x - x).toFixed(1)} ${(to.y - y).toFixed(1)}`;
    })
    .join('');
}
