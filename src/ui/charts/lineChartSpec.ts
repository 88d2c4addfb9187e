import type { Data, Layout } from 'plotly.js';
import { literal } from '../plotly/literal.ts';
import { runStyle } from '../runs/runStyle.ts';
import type { Theme } from '../shared/theme.ts';
import type { Points } from './thin.ts';

/** One run's curve, or lone points of it. Values that are not finite are gaps. */
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

/** What the page's style gives a chart. */
export interface ChartLook {
  readonly color: string;
  readonly family: string;
  /** Behind a hover's text. */
  readonly background: string;
}

/** Room around a chart's axes, in pixels. */
export const chartMargin = { l: 46, r: 12, t: 6, b: 36 } as const;

/** Whether a value stands alone, without one to join it to. */
const isLone = (y: readonly number[], i: number) => Number.isFinite(y[i]) && !Number.isFinite(y[i - 1]) && !Number.isFinite(y[i + 1]);

/** Plotly traces of lines, in the runs' colours and dashes; a value between two gaps is a dot. */
export function chartTraces(lines: readonly Line[], theme: Theme): Data[] {
  return lines.map(({ run, name, as = 'line', x, y }) => {
    const { color, dash, width } = runStyle(run, theme);
    const marked = y.map((_, i) => as === 'points' || isLone(y, i));
    return {
      type: 'scatter',
      mode: as === 'points' ? 'markers' : marked.includes(true) ? 'lines+markers' : 'lines',
      name: literal(name),
      x: [...x],
      y: y.map((value) => (Number.isFinite(value) ? value : null)),
      cliponaxis: false,
      line: { color, dash, width },
      marker: { color, size: marked.map((each) => (each ? 7 : 0)), symbol: as === 'points' ? 'diamond-open' : 'circle' },
    };
  });
}

/** Plotly layout of a small chart over steps from 0 to the last one; the vertical axis follows the data within its bounds. */
export function chartLayout(axis: Axis, lastStep: number, { color, family, background }: ChartLook): Partial<Layout> {
  const { bounds } = axis;
  const line = 'rgba(128, 132, 142, 0.22)';
  return {
    font: { color, family, size: 12 },
    margin: chartMargin,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    showlegend: false,
    dragmode: false,
    hovermode: 'x unified',
    // The nearest step answers, however far apart they are at first.
    hoverdistance: -1,
    hoverlabel: { bgcolor: background, bordercolor: line, font: { color, family, size: 12 }, namelength: -1 },
    xaxis: { title: { text: 'training step', standoff: 4 }, gridcolor: 'rgba(0,0,0,0)', linecolor: line, zeroline: false, range: [0, Math.max(1, lastStep)], fixedrange: true, nticks: 6, hoverformat: ',d' },
    yaxis: { ...(bounds ? { autorangeoptions: { clipmin: bounds[0], clipmax: bounds[1] } } : {}), type: axis.scale, tickformat: axis.format, hoverformat: axis.format, gridcolor: line, zeroline: false, fixedrange: true, nticks: 5 },
  };
}
