import type { Data, Layout } from 'plotly.js';
import { runStyle } from '../runs/runStyle.ts';
import type { Theme } from '../theme.ts';
import type { Points } from './thin.ts';

/** One run's curve, or lone points of it. */
export interface Line extends Points {
  readonly run: number;
  readonly name: string;
  /** `points`: measured in another way than the line, so not joined. */
  readonly as?: 'line' | 'points';
}

/** What a chart shows. */
export interface Chart {
  readonly lines: readonly Line[];
  /** Where the horizontal axis ends. */
  readonly lastStep: number;
}

/** The vertical axis. */
export interface Axis {
  readonly scale: 'linear' | 'log';
  /** d3 format of ticks and hover. */
  readonly format: string;
  /** Values beyond these do not exist; the axis ends there. */
  readonly bounds?: readonly [number, number];
}

/** Plotly traces of lines, in the runs' colours and dashes. */
export function chartTraces(lines: readonly Line[], theme: Theme): Data[] {
  return lines.map(({ run, name, as = 'line', x, y }) => {
    const { color, dash } = runStyle(run, theme);
    const lone = as === 'points' || x.length === 1;
    return { type: 'scatter', mode: lone ? 'markers' : 'lines', name, x: [...x], y: [...y], cliponaxis: false, line: { color, dash, width: 2 }, marker: { color, size: 7, symbol: as === 'points' ? 'diamond-open' : 'circle' } };
  });
}

/** Plotly layout of a small chart over steps from 0 to the last one; the vertical axis follows the data within its bounds. */
export function chartLayout(axis: Axis, lastStep: number, font: { readonly color: string; readonly family: string }): Partial<Layout> {
  const { bounds } = axis;
  const line = 'rgba(128, 132, 142, 0.22)';
  return {
    font: { ...font, size: 12 },
    margin: { l: 46, r: 12, t: 6, b: 36 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    showlegend: false,
    hovermode: 'x unified',
    xaxis: { title: { text: 'training step', standoff: 4 }, gridcolor: 'rgba(0,0,0,0)', linecolor: line, zeroline: false, range: [0, Math.max(1, lastStep)], fixedrange: true, nticks: 6 },
    yaxis: { ...(bounds ? { autorangeoptions: { clipmin: bounds[0], clipmax: bounds[1] } } : {}), type: axis.scale, tickformat: axis.format, hoverformat: axis.format, gridcolor: line, zeroline: false, fixedrange: true, nticks: 5 },
  };
}
