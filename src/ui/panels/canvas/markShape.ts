import type { ClassMark, Corner } from '../../shared/classMarks.ts';
import { disc, edge } from './pixels.ts';

/** Distance of a place from a polygon's outline, negative inside (by the even-odd rule). */
export function polygonDistance(outline: readonly Corner[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  let inside = false;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [ax, ay] = outline[i]!;
    const [bx, by] = outline[j]!;
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
    if (ay > y !== by > y && x < ax + (dx * (y - ay)) / dy) inside = !inside;
  }
  return (inside ? -1 : 1) * Math.sqrt(least);
}

/** Coverage of a mark whose disc has that radius; open ones are a line of width `line` inside the outline. Lengths in pixels. */
export function markShape({ outline, open }: ClassMark, radius: number, line: number): (dx: number, dy: number) => number {
  if (!outline && !open) return disc(radius);
  const scaled = outline?.map(([x, y]): Corner => [radius * x, radius * y]);
  const distance = (dx: number, dy: number) => (scaled ? polygonDistance(scaled, dx, dy) : Math.hypot(dx, dy) - radius);
  return open ? (dx, dy) => edge(Math.abs(distance(dx, dy) + line / 2) - line / 2) : (dx, dy) => edge(distance(dx, dy));
}
