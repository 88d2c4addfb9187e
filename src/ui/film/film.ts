import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import type { ViewMode } from '../../app/store/state.ts';
import { easedExtent, extentOf } from '../panels/view/view.ts';

/** Pictures that a film has at most; of more, at even distances. */
export const mostFrames = 240;

/** One picture of a film: what was drawn, and the extent of each run's panel then. */
export interface FilmFrame {
  readonly snapshot: DrawnSnapshot;
  readonly extents: readonly number[];
}

/** The pictures of a past that a film is made of, the first and the last with them. */
export function chosen(pictures: readonly DrawnSnapshot[]): readonly DrawnSnapshot[] {
  if (pictures.length <= mostFrames) return pictures;
  const last = pictures.length - 1;
  return Array.from({ length: mostFrames }, (_, i) => pictures[Math.round((i * last) / (mostFrames - 1))]!);
}

/**
 * The frames of a film at a pace, in pictures a second. The view of each panel follows its features as calmly as on the page; linked
 * panels share the largest, and where the view is locked it is that of the end.
 */
export function filmFrames(pictures: readonly DrawnSnapshot[], pace: number, mode: ViewMode): readonly FilmFrame[] {
  const wanted = pictures.map(({ runs }) => {
    const own = runs.map(extentOf);
    return mode === 'linked' ? own.map(() => Math.max(...own)) : own;
  });
  let now = wanted[0] ?? [];
  return pictures.map((snapshot, i) => {
    const target = mode === 'locked' ? wanted.at(-1)! : wanted[i]!;
    now = mode === 'locked' ? target : target.map((extent, r) => easedExtent(now[r] ?? extent, extent, 1000 / pace));
    return { snapshot, extents: now };
  });
}

/** Width and height of a film with panels of `side` pixels, both even, as encoders want them; and where each panel lies. */
export function filmLayout(panels: number, side: number) {
  const columns = panels === 4 ? 2 : Math.min(3, panels);
  const rows = Math.ceil(panels / columns);
  const [gap, heading] = [Math.round(side / 30), Math.round(side / 9)];
  const even = (value: number) => 2 * Math.ceil(value / 2);
  const places = Array.from({ length: panels }, (_, i) => ({ x: gap + (i % columns) * (side + gap), y: gap + Math.floor(i / columns) * (side + heading + gap) }));
  return { width: even(columns * (side + gap) + gap), height: even(rows * (side + heading + gap) + gap), heading, places };
}
