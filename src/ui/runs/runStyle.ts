import type { CSSProperties } from 'react';
import type { Theme } from '../shared/theme.ts';

/** How a run is told apart in cards and curves: by colour and by dash, so that colour is never alone. */
export interface RunStyle {
  readonly color: string;
  readonly dash: 'solid' | 'dash' | 'dot';
}

const dashes = ['solid', 'solid', 'dash', 'dot'] as const;
const colors = {
  light: ['#70757f', '#3451d1', '#b3541e', '#0f766e'],
  dark: ['#a9afbb', '#93aaff', '#f0a36b', '#5fd0c0'],
} as const;

/** The style of the run at an index; the first, softmax by default, is grey, the second has the accent colour. */
export function runStyle(index: number, theme: Theme): RunStyle {
  const i = index % dashes.length;
  return { color: colors[theme][i]!, dash: dashes[i]! };
}

const borders = { solid: 'solid', dash: 'dashed', dot: 'dotted' } as const;

/** A short piece of the run's line, as the top border of an element. */
export function runLine(index: number, theme: Theme): CSSProperties {
  const { color, dash } = runStyle(index, theme);
  return { borderTop: `3px ${borders[dash]} ${color}` };
}
