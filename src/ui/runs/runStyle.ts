import type { Theme } from '../shared/theme.ts';

/** How a run is told apart in cards, curves and tables: by colour, by dash and by width, so that colour is never alone. */
export interface RunStyle {
  readonly color: string;
  readonly dash: 'solid' | 'dash' | 'dot' | 'dashdot' | 'longdash';
  readonly width: number;
}

const lines = [
  { dash: 'solid', width: 2 },
  { dash: 'solid', width: 3 },
  { dash: 'dash', width: 2 },
  { dash: 'dot', width: 3 },
  { dash: 'dashdot', width: 2 },
  { dash: 'longdash', width: 3.5 },
] as const;

const colors = {
  light: ['#70757f', '#3451d1', '#b3541e', '#0f766e', '#a1307f', '#6b6a12'],
  dark: ['#a9afbb', '#93aaff', '#f0a36b', '#5fd0c0', '#f08fce', '#cfc65a'],
} as const;

/** The style of the run at an index; the first, softmax by default, is grey, the second has the accent colour. */
export function runStyle(index: number, theme: Theme): RunStyle {
  const i = index % lines.length;
  return { color: colors[theme][i]!, ...lines[i]! };
}
