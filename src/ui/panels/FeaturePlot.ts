import type { Snapshot } from '../../worker/protocol.ts';
import { loadPlotly } from '../plotly.ts';
import type { Theme } from '../theme.ts';
import { CanvasLayer } from './canvasLayer.ts';
import { exportLayout, exportView, panelLayout } from './layout.ts';
import type { DragMode } from './layout.ts';
import { lookFor } from './look.ts';
import { PlotlyLayer } from './plotlyLayer.ts';
import { emptyScene, interleavedOrder, packed, startsAnew, trailLength, unpacked } from './scene.ts';
import type { Scene } from './scene.ts';
import { altText, notes } from './summary.ts';
import { traces } from './traces.ts';
import { Tween } from './tween.ts';
import { easedExtent, fullWindow, isFull, projection, robustExtent, scaleBar } from './view.ts';
import type { ScaleBar, View, ViewMode, Window } from './view.ts';
import type { ViewScale } from './viewScale.ts';

/** What a panel may be told at any time. */
export interface PlotOptions {
  readonly title: string;
  readonly classNames: readonly string[];
  readonly theme: Theme;
  readonly hiddenClasses: ReadonlySet<number>;
  readonly view: ViewMode;
  readonly dragMode: DragMode;
}

/** Where a plot lives and whom it tells: the scale at every change, notes and the alternative text when it comes to rest. */
export interface PlotHost {
  readonly root: HTMLElement;
  readonly run: number;
  readonly viewScale: ViewScale;
  onScale(bar: ScaleBar): void;
  onRest(altText: string, notes: readonly string[]): void;
}

/** Time without movement after which Plotly takes over while training runs; at once when it does not. */
const restMs = 250;

/** The extent of every export and of the page is chosen from the same points; before the first snapshot it is this. */
const initialExtent = 1;

/**
 * The features of one run, filling `host.root`. A canvas draws them while they move; when they rest Plotly draws the same
 * scene and takes its place, so that hover, selection and zoom work. `root.dataset.shows` is 'empty', 'canvas' or 'plot'.
 * `dispose` gives back the WebGL contexts, timers and listeners.
 */
export class FeaturePlot {
  readonly #host: PlotHost;
  readonly #canvas = new CanvasLayer();
  readonly #plotly: PlotlyLayer;
  readonly #tween = new Tween();
  readonly #ended = new AbortController();
  readonly #resizes: ResizeObserver;
  #options: PlotOptions;
  #snapshot: Snapshot | null = null;
  #order: Int32Array = new Int32Array(0);
  #trail: readonly Float32Array[] = [];
  #selected: ReadonlySet<number> | null = null;
  #running = false;
  #wanted = initialExtent;
  #extent = initialExtent;
  #zoom: Window | null = null;
  /** Counts views and selections that Plotly is to forget. */
  #revision = 0;
  #size = { width: 0, height: 0 };
  #frameAt = 0;
  #frame = 0;
  #restTimer = 0;

  constructor(host: PlotHost, options: PlotOptions) {
    this.#host = host;
    this.#options = options;
    this.#plotly = new PlotlyLayer({
      onWindow: (window) => this.#onWindow(window),
      onSelect: (indices) => this.#select(indices),
      onDoubleClick: () => this.resetView(),
      onContextLost: () => this.#wake(),
    });
    host.root.append(this.#plotly.element, this.#canvas.element);
    host.root.dataset['shows'] = 'empty';
    this.#resizes = new ResizeObserver(([entry]) => entry && this.#resize(entry.contentRect));
    this.#resizes.observe(host.root);
    this.#watchPixelRatio();
    this.#ended.signal.addEventListener('abort', host.viewScale.subscribe(() => this.#wake()));
  }
}
