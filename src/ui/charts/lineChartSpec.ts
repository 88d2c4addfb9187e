import type { Data, Layout } from 'plotly.js';
import { runStyle } from '../runs/runStyle.ts';
import type { Theme } from '../theme.ts';
import type { Points } from './thin.ts';

/** One run's curve. */
export interface Line extends Points {
  readonly run: number;
  readonly name: string;
}

/** The vertical axis. */
export interface Axis {
  readonly scale: 'linear' | 'log';
  /** d3 format of ticks and hover. */
  readonly format: string;
}

/** Plotly traces of lines, in the runs' colours and dashes. */
export function chartTraces(lines: readonly Line[], theme: Theme): Data[] {
  return lines.map(({ run, name, x, y }) => {
    const { color, dash } = runStyle(run, theme);
    const lone = x.length === 1;
    return { type: 'scatter', mode: lone ? 'markers' : 'lines', name, x: [...x], y: [...y], line: { color, dash, width: 2 }, marker: { color } };
  });
}

/** Plotly layout of a small chart over steps; both axes follow the data. */
export function chartLayout(axis: Axis, font: { readonly color: string; readonly family: string }): Partial<Layout> {
  const line = 'rgba(128, 132, 142, 0.22)';
  return {
    font: { ...font, size: 12 },
    margin: { l: 46, r: 12, t: 6, b: 36 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    showlegend: false,
    hovermode: 'x unified',
    xaxis: { title: { text: 'training step', standoff: 4 }, gridcolor: 'rgba(0,0,0,0)', linecolor: line, zeroline: false, rangemode: 'tozero', fixedrange: true, nticks: 6 },
    yaxis: { type: axis.scale, tickformat: axis.format, hoverformat: axis.format, gridcolor: line, zeroline: false, fixedrange: true, nticks: 5 },
  };
}
