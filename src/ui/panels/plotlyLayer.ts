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
   * Draws a figure at `ratio` device pixels per CSS pixel; `figure` is asked for the trace type in use. Rejects with
   * PlaygroundError when Plotly cannot be fetched; the next call tries again.
   */
  async render(figure: (type: TraceType) => { data: Data[]; layout: Partial<Layout> }, ratio: number): Promise<void> {
    const plotly = await loadPlotly();
    if (this.#disposed) return;
    if (this.#ratio !== ratio) this.#purge();
    this.#type ??= hasWebgl() ? 'scattergl' : 'scatter';
    const { data, layout } = figure(this.#type);
    if (this.#plotly) {
      await plotly.react(this.element, data, layout);
      return;
    }
    this.#plotly = plotly;
    this.#ratio = ratio;
    this.#listen(await plotly.newPlot(this.element, data, layout, { ...plotConfig, plotGlPixelRatio: Math.max(1, ratio) }));
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
    plot.on('plotly_relayout', (change) => {
      const { xaxis, yaxis } = plot.layout;
      // Selections and double-clicks come this way too.
      const moved = Object.keys(change).some((key) => key.includes('axis'));
      if (moved && xaxis?.range && yaxis?.range) this.#events.onWindow({ x: ends(xaxis.range), y: ends(yaxis.range) });
    });
    plot.on('plotly_selected', (event) => {
      // Plotly sends one without a shape when a figure without selections replaces one that had some.
      if (!event?.range && !event?.lassoPoints) return;
      const indices = new Set(event.points.map((point) => point.customdata).filter((index) => typeof index === 'number'));
      this.#events.onSelect(indices.size > 0 ? indices : null);
    });
    plot.on('plotly_deselect', () => this.#events.onSelect(null));
    plot.on('plotly_doubleclick', () => this.#events.onDoubleClick());
  }
}

const ends = (range: readonly unknown[]): [number, number] => [Number(range[0]), Number(range[1])];
