import type { Data, Layout, PlotlyHTMLElement } from 'plotly.js/lib/core';
import { loadPlotly } from '../plotly.ts';
import type { Plotly } from '../plotly.ts';
import { plotConfig } from './layout.ts';
import type { TraceType } from './traces.ts';
import type { Window } from './view.ts';

/** What a person does on Plotly's plot. */
export interface PlotEvents {
  /** Zoomed or panned to a window of normalised units. */
  onWindow(window: Window): void;
  /** Selected points by their index; null when the selection is empty. */
  onSelect(indices: ReadonlySet<number> | null): void;
  onDoubleClick(): void;
  /** The browser took the WebGL context away: the next render uses SVG. */
  onContextLost(): void;
}

/** Whether the browser gives a WebGL context at all; the context asked for is given back. */
function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/** Plotly's plot of one panel, made at the first render. */
export class PlotlyLayer {
  readonly element: HTMLDivElement = document.createElement('div');
  readonly #events: PlotEvents;
  #plotly: Plotly | null = null;
  #type: TraceType | null = null;
  #ratio = 0;
  #disposed = false;

  constructor(events: PlotEvents) {
    this.#events = events;
    this.element.addEventListener('webglcontextlost', this.#onContextLost, { capture: true });
  }

  /**
   * Draws a figure at `ratio` device pixels per CSS pixel; `figure` is asked for the trace type in use. Resolves when it is
   * drawn: to null, or to a sentence on what is missing where Plotly cannot be fetched; the next call tries again.
   */
  async render(figure: (type: TraceType) => { data: Data[]; layout: Partial<Layout> }, ratio: number): Promise<string | null> {
    const plotly = await loadPlotly().catch(() => null);
    if (!plotly) return 'Hover, zoom and selection could not be loaded';
    if (this.#disposed) return null;
    if (this.#ratio !== ratio) this.#purge();
    this.#type ??= hasWebgl() ? 'scattergl' : 'scatter';
    const { data, layout } = figure(this.#type);
    if (this.#plotly) {
      await plotly.react(this.element, data, layout);
      return null;
    }
    this.#plotly = plotly;
    this.#ratio = ratio;
    this.#listen(await plotly.newPlot(this.element, data, layout, { ...plotConfig, plotGlPixelRatio: Math.max(1, ratio) }));
    return null;
  }

  /** Gives back the plot and its WebGL contexts. */
  dispose(): void {
    this.#disposed = true;
    this.#purge();
  }

  #purge(): void {
    if (!this.#plotly) return;
    this.element.removeEventListener('webglcontextlost', this.#onContextLost, { capture: true });
    const contexts = [...this.element.querySelectorAll('canvas')].map((canvas) => canvas.getContext('webgl'));
    this.#plotly.purge(this.element);
    for (const context of contexts) context?.getExtension('WEBGL_lose_context')?.loseContext();
    this.element.addEventListener('webglcontextlost', this.#onContextLost, { capture: true });
    this.#plotly = null;
  }

  readonly #onContextLost = () => {
    if (this.#disposed) return;
    this.#purge();
    this.#type = 'scatter';
    this.#events.onContextLost();
  };

  #listen(plot: PlotlyHTMLElement): void {
    plot.on('plotly_relayout', () => {
      const { xaxis, yaxis } = plot.layout;
      if (xaxis?.range && yaxis?.range) this.#events.onWindow({ x: ends(xaxis.range), y: ends(yaxis.range) });
    });
    plot.on('plotly_selected', (event) => {
      const indices = new Set((event?.points ?? []).map((point) => point.customdata).filter((index) => typeof index === 'number'));
      this.#events.onSelect(indices.size > 0 ? indices : null);
    });
    plot.on('plotly_doubleclick', () => this.#events.onDoubleClick());
  }
}

const ends = (range: readonly unknown[]): [number, number] => [Number(range[0]), Number(range[1])];
