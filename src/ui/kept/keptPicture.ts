import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { columnsOf } from '../figure/figureSvg.ts';
import { classColors } from '../shared/palette.ts';

/** Side of a run's small picture, in pixels. */
const side = 96;

/** Side of a point. */
const dot = 2;

/** What is drawn may reach so far out of the middle: a share of half the side. */
const margin = 0.94;

/** The features of all runs, arranged as in a figure, each at its own scale, as a PNG in a data address; null where the browser draws none. */
export function keptPicture({ labels, runs: drawn }: DrawnSnapshot): string | null {
  const columns = columnsOf(drawn.length);
  const canvas = Object.assign(document.createElement('canvas'), { width: side * columns, height: side * Math.ceil(drawn.length / columns) });
  const context = canvas.getContext('2d');
  if (!context || drawn.length === 0) return null;
  const colors = classColors('light');
  drawn.forEach(({ points }, r) => {
    const finite = points.filter(Number.isFinite);
    const reach = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    const [x, y] = [side * ((r % columns) + 0.5), side * (Math.floor(r / columns) + 0.5)];
    const scale = (margin * side) / 2 / reach;
    labels.forEach((label, i) => {
      context.fillStyle = colors[label % colors.length]!;
      context.fillRect(x + scale * points[2 * i]! - dot / 2, y - scale * points[2 * i + 1]! - dot / 2, dot, dot);
    });
  });
  return canvas.toDataURL('image/png');
}
