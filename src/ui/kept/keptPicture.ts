import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { classColors } from '../shared/palette.ts';

/** Side of a run's small picture, in pixels. */
const side = 96;

/** Side of a point. */
const dot = 2;

/** What is drawn may reach so far out of the middle: a share of half the side. */
const margin = 0.94;

/** The features of all runs side by side, each at its own scale, as a PNG in a data address; null where the browser draws none. */
export function keptPicture({ labels, runs: drawn }: DrawnSnapshot): string | null {
  const canvas = Object.assign(document.createElement('canvas'), { width: side * drawn.length, height: side });
  const context = canvas.getContext('2d');
  if (!context || drawn.length === 0) return null;
  const colors = classColors('light');
  drawn.forEach(({ points }, r) => {
    const finite = points.filter(Number.isFinite);
    const reach = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    const scale = (margin * side) / 2 / reach;
    labels.forEach((label, i) => {
      context.fillStyle = colors[label % colors.length]!;
      context.fillRect(side * (r + 0.5) + scale * points[2 * i]! - dot / 2, side / 2 - scale * points[2 * i + 1]! - dot / 2, dot, dot);
    });
  });
  return canvas.toDataURL('image/png');
}
