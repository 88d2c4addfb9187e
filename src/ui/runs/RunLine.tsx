import type { Theme } from '../shared/theme.ts';
import { runStyle } from './runStyle.ts';

const length = 22;

/** Strokes and gaps of each dash at this length. */
const strokes = { solid: '', dash: '5 3.5', dot: '2.5 2.5', dashdot: '8 2.5 2 2.5', longdash: '13 3' } as const;

/** A short piece of a run's line, for keys and titles; its name stands beside it. */
export function RunLine({ index, theme }: { readonly index: number; readonly theme: Theme }) {
  const { color, dash, width } = runStyle(index, theme);
  return (
    <svg width={length} height="8" viewBox={`0 0 ${length} 8`} style={{ flex: 'none' }} aria-hidden="true">
      <line x1="0" y1="4" x2={length} y2="4" stroke={color} strokeWidth={width} strokeDasharray={strokes[dash]} />
    </svg>
  );
}
