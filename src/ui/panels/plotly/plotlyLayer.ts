import type { Data, Layout } from 'plotly.js/lib/core';
import { loadPlotly } from '../../plotly/loadPlotly.ts';
import type { Plotly } from '../../plotly/loadPlotly.ts';
import { marksOf } from '../scene/marks.ts';
import { lookOf } from '../scene/picture.ts';
import type { Picture } from '../scene/picture.ts';
import type { Spot } from '../view/view.ts';
import { openGround, panelLayout, plotConfig } from './layout.ts';
import { traces } from './traces.ts';
import type { TraceType } from './traces.ts';

/** Whether the browser gives a WebGL context at all; the context asked for is given back. */
function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

function figure(picture: Picture, type: TraceType): { data: Data[]; layout: Partial<Layout> } {
  const { scene, view } = picture;
  const look = marksOf(scene, view, lookOf(picture));
  const data = traces(scene, view.extent, look, type);
  const layout = panelLayout(view, look, scene);
  if (picture.byCanvas) return { data: data.map((trace) => ({ ...trace, opacity: 0 })), layout: unseen(layout) };
  return { data, layout: picture.regions && scene.head ? { ...layout, ...openGround } : layout };
}

/** A layout that lets what lies under the plot through. */
function unseen(layout: Partial<Layout>): Partial<Layout> {
  const clear = { zerolinecolor: 'rgba(0,0,0,0)' };
  return { ...layout, ...openGround, xaxis: { ...layout.xaxis, ...clear }, yaxis: { ...layout.yaxis, ...clear } };
}

/** A test image that a hover tells of, by its number, and where its point lies. */
export interface HoveredImage {
  readonly image: number;
  readonly spot: Spot;
}

/** Whom the layer tells. */
export interface PlotlyEvents {
  /** The browser took the WebGL context away: the next render uses SVG. */
  contextLost(): void;
  /** A hover tells of a test image; null when it ends. */
  hovered(image: HoveredImage | null): void;
}

/** What of Plotly's hover event is read here: the point's image, and its box on the page. */
interface HoverEvent {
  readonly points: readonly { readonly customdata?: unknown; readonly bbox?: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number } }[];
}

/** Plotly's plot of one panel, made at the first render. */
export class PlotlyLayer {
  readonly element: HTMLDivElement = document.createElement('div');
  readonly #events: PlotlyEvents;
  #plotly: Plotly | null = null;
  #type: TraceType | null = null;
  #ratio = 0;
  #disposed = false;

  constructor(events: PlotlyEvents) {
    this.#events = events;
    this.element.addEventListener('webglcontextlost', this.#onContextLost, { capture: true });
  }

  /**
   * Draws a picture at `ratio` device pixels per CSS pixel, unseen where the canvas draws it. Rejects with PlaygroundError when Plotly cannot be fetched; the next
   * call tries again.
   */
  async render(picture: Picture, ratio: number): Promise<void> {
    const plotly = await loadPlotly();
    if (this.#disposed) return;
    if (this.#ratio !== ratio) this.#purge();
    this.#type ??= hasWebgl() ? 'scattergl' : 'scatter';
    const { data, layout } = figure(picture, this.#type);
    if (this.#plotly) {
      await plotly.react(this.element, data, layout);
      return;
    }
    this.#plotly = plotly;
    this.#ratio = ratio;
    const plot = await plotly.newPlot(this.element, data, layout, { ...plotConfig, plotGlPixelRatio: Math.max(1, ratio) });
    plot.on('plotly_hover', (event) => this.#onHover(event as unknown as HoverEvent));
    plot.on('plotly_unhover', () => this.#events.hovered(null));
  }

  /** Shows what lies at a spot as a mouse there would; null hides it. */
  hover(spot: Spot | null): void {
    const { left, top } = this.element.getBoundingClientRect();
    const place = { clientX: left + (spot?.x ?? 0), clientY: top + (spot?.y ?? 0) };
    this.element.querySelector('.nsewdrag')?.dispatchEvent(new MouseEvent(spot ? 'mousemove' : 'mouseout', place));
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

  #onHover({ points: [point] }: HoverEvent): void {
    const image = point?.customdata;
    this.#events.hovered(typeof image === 'number' && point?.bbox ? { image, spot: { x: (point.bbox.x0 + point.bbox.x1) / 2, y: (point.bbox.y0 + point.bbox.y1) / 2 } } : null);
  }

  readonly #onContextLost = () => {
    if (this.#disposed) return;
    this.#purge();
    this.#type = 'scatter';
    this.#events.contextLost();
  };
}
