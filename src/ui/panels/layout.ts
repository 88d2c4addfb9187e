import type { Config, Layout, LayoutAxis } from 'plotly.js/lib/core';
import { count } from '../format.ts';
import { fontFamily } from './look.ts';
import type { Look } from './look.ts';
import type { Scene } from './scene.ts';
import { projection, scaleBar } from './view.ts';
import type { View } from './view.ts';

/** What dragging does on a panel at rest; 'none' leaves touch to scrolling. */
export type DragMode = 'zoom' | 'pan' | 'select' | 'lasso' | 'none';

/** Plotly's settings on the page: no logo, no uploads, no mode bar; the panel has buttons of its own. */
export const plotConfig: Partial<Config> = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  doubleClick: false,
  showTips: false,
  scrollZoom: false,
  responsive: false,
};

function axis(range: readonly [number, number], look: Look): Partial<LayoutAxis> {
  return {
    range: [...range],
    autorange: false,
    automargin: false,
    showgrid: false,
    showline: false,
    showticklabels: false,
    ticks: '',
    zeroline: true,
    zerolinecolor: look.axis,
    zerolinewidth: 1,
  };
}

/**
 * Layout of a panel: the plot area is the whole element, axes keep the view's window in normalised units, no ticks. `revision`
 * changes when a person's zoom is to be dropped. `uirevision` keeps it otherwise.
 */
export function panelLayout(view: View, look: Look, dragMode: DragMode, revision: number): Partial<Layout> {
  return {
    width: view.width,
    height: view.height,
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
    paper_bgcolor: look.background,
    plot_bgcolor: look.background,
    showlegend: false,
    hovermode: 'closest',
    hoverdistance: 12,
    hoverlabel: { bgcolor: look.background, font: { family: fontFamily, size: 13, color: look.ink }, align: 'left' },
    dragmode: dragMode === 'none' ? false : dragMode,
    newselection: { line: { color: look.accent, width: 1.5, dash: 'solid' } },
    selections: [],
    uirevision: revision,
    xaxis: axis(view.window.x, look),
    yaxis: { ...axis(view.window.y, look), scaleanchor: 'x' },
  };
}

/** Side of an exported picture and height of its title, in pixels. */
const exportSide = 1000;
const exportTitle = 64;

/** The view of an exported picture: the same window on a square of 1,000 pixels. */
export function exportView({ extent, window }: View): View {
  const [width, height] = [window.x[1] - window.x[0], window.y[1] - window.y[0]];
  const side = Math.max(width, height);
  return { extent, window, width: (exportSide * width) / side, height: (exportSide * height) / side };
}

/** Layout of an exported picture: the panel's, with a title and a scale bar. */
export function exportLayout(scene: Scene, view: View, look: Look): Partial<Layout> & { width: number; height: number } {
  const bar = scaleBar(projection(view).scaleX, 0.2 * view.width);
  const left = 24;
  const [from, to] = [left / view.width, (left + bar.pixels) / view.width];
  const text = { showarrow: false, xref: 'paper', yref: 'paper', font: { family: fontFamily, size: 16, color: look.muted } } as const;
  return {
    ...panelLayout(view, look, 'none', 0),
    width: view.width,
    height: view.height + exportTitle,
    margin: { l: 0, r: 0, t: exportTitle, b: 0, pad: 0 },
    annotations: [
      { ...text, x: from, y: 1, xanchor: 'left', yanchor: 'bottom', yshift: 12, text: `${scene.title} · step ${count(scene.step)}`, font: { ...text.font, size: 22, color: look.ink } },
      { ...text, x: (from + to) / 2, y: 0, yshift: 24, yanchor: 'bottom', text: bar.text },
    ],
    shapes: [{ type: 'line', xref: 'paper', yref: 'paper', x0: from, x1: to, y0: 24 / view.height, y1: 24 / view.height, line: { color: look.muted, width: 2 } }],
  };
}
