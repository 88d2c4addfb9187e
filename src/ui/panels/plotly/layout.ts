import type { Config, Layout, LayoutAxis } from 'plotly.js/lib/core';
import { fontFamily } from '../scene/look.ts';
import type { Look } from '../scene/look.ts';
import type { Scene } from '../scene/scene.ts';
import type { Span, View } from '../view/view.ts';

/** Plotly's settings on the page: no logo, no uploads, no mode bar; the panel has tools and gestures of its own. */
export const plotConfig: Partial<Config> = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  doubleClick: false,
  showTips: false,
  scrollZoom: false,
  responsive: false,
};

function axis(span: Span, look: Look, zeroline: boolean): Partial<LayoutAxis> {
  return {
    range: [...span],
    autorange: false,
    automargin: false,
    showgrid: false,
    showline: false,
    showticklabels: false,
    ticks: '',
    zeroline,
    zerolinecolor: look.axis,
    zerolinewidth: 1,
  };
}

/** Lets what lies under the plot be seen. */
export const openGround: Partial<Layout> = { paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)' };

/** Layout of a panel: the plot area is the whole element, axes keep the view's window in normalised units, no ticks, no dragging; lines through zero unless the picture has axes of its own. */
export function panelLayout(view: View, look: Look, { orientation }: Pick<Scene, 'orientation'> = {}): Partial<Layout> {
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
    dragmode: false,
    xaxis: axis(view.window.x, look, !orientation),
    yaxis: { ...axis(view.window.y, look, !orientation), scaleanchor: 'x' },
  };
}
