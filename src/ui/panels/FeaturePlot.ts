import { describeError } from '../../errors.ts';
import type { Snapshot } from '../../worker/protocol.ts';
import type { Theme } from '../theme.ts';
import { CanvasLayer } from './canvasLayer.ts';
import type { Picture } from './exportPicture.ts';
import { Extent } from './extent.ts';
import { FramePace } from './framePace.ts';
import { panelLayout } from './layout.ts';
import type { DragMode } from './layout.ts';
import { lookFor } from './look.ts';
import type { Look } from './look.ts';
import { Motion } from './motion.ts';
import { PlotlyLayer } from './plotlyLayer.ts';
import type { Scene } from './scene.ts';
import { altText, notes } from './summary.ts';
import { traces } from './traces.ts';
import type { TraceType } from './traces.ts';
import { fullWindow, isFull, projection, robustExtent, scaleBar } from './view.ts';
import type { ScaleBar, View, ViewMode, Window } from './view.ts';
import type { ViewScale } from './viewScale.ts';
import { watchPixelRatio, watchPointer } from './watch.ts';

/** What a panel may be told at any time. */
export interface PlotOptions {
  readonly title: string;
  readonly classNames: readonly string[];
  readonly theme: Theme;
  readonly hiddenClasses: ReadonlySet<number>;
  readonly view: ViewMode;
  readonly dragMode: DragMode;
}

/** Where a plot lives and whom it tells: the scale at every change, words about the picture when it comes to rest or is zoomed. */
export interface PlotHost {
  readonly root: HTMLElement;
  readonly run: number;
  readonly viewScale: ViewScale;
  onScale(bar: ScaleBar): void;
  onRest(altText: string, notes: readonly string[]): void;
}

/** Milliseconds without movement until Plotly takes over under a pointer while training runs; elsewhere it waits for rest: drawing it takes from training. */
const restMs = 250;

const barFor = (view: View) => scaleBar(projection(view).scaleX, Math.min(96, 0.24 * view.width));

/**
 * The features of one run, filling `host.root`. A canvas draws them while they move; when they rest Plotly draws the same
 * scene and takes its place, so that hover, selection and zoom work; while training runs only under a pointer. `root.dataset.shows` is 'empty', 'canvas' or 'plot'.
 * A zoom stays while training goes on and ends with the experiment. `dispose` gives back WebGL contexts, timers and listeners.
 */
export class FeaturePlot {
  readonly #host: PlotHost;
  readonly #canvas = new CanvasLayer();
  readonly #plotly: PlotlyLayer;
  readonly #motion: Motion;
  readonly #ended = new AbortController();
  #options: PlotOptions = { title: '', classNames: [], theme: 'light', hiddenClasses: new Set(), view: 'follow', dragMode: 'none' };
  #selected: ReadonlySet<number> | null = null;
  #running = false;
  /** Whether a pointer is over the panel. */
  #pointed = false;
  readonly #extent = new Extent();
  #zoom: Window | null = null;
  /** Counts the zooms and selections that Plotly is to forget. */
  #revision = 0;
  #width = 0;
  #height = 0;
  #prepared: Look | null = null;
  #frame = 0;
  #frameAt = 0;
  /** Whether the frame before asked for the next one. */
  #follows = false;
  readonly #pace = new FramePace();
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #rests = 0;

  constructor(host: PlotHost) {
    this.#host = host;
    this.#motion = new Motion(host.run);
    this.#plotly = new PlotlyLayer({
      onWindow: (window) => this.#zoomTo(window),
      onSelect: (indices) => this.#select(indices),
      onDoubleClick: () => this.resetView(),
      onContextLost: () => this.#wake(),
    });
    host.root.append(this.#plotly.element, this.#canvas.element);
    host.root.dataset['shows'] = 'empty';
    const resizes = new ResizeObserver(([entry]) => entry && this.#resize(entry.contentRect.width, entry.contentRect.height));
    resizes.observe(host.root);
    const unsubscribe = host.viewScale.subscribe(() => this.#options.view === 'linked' && this.#wake());
    this.#ended.signal.addEventListener('abort', () => {
      resizes.disconnect();
      unsubscribe();
    });
    watchPixelRatio(this.#ended.signal, () => {
      this.#prepared = null;
      this.#wake();
    });
    watchPointer(host.root, this.#ended.signal, (over) => {
      this.#pointed = over;
      this.#wake();
    });
  }

  /** Shows a snapshot: moves there from the one before, or begins anew with another experiment. */
  show(snapshot: Snapshot): void {
    const course = this.#motion.show(snapshot, performance.now(), this.#pace.jumps(performance.now()));
    const points = this.#motion.features?.points;
    if (!course || !points) return;
    this.#extent.wanted = robustExtent(points);
    if (course === 'anew') {
      this.#selected = null;
      this.#zoom = null;
      this.#revision++;
      if (this.#extent.current === 0 || this.#options.view !== 'locked') this.#extent.jump();
    }
    this.#host.viewScale.publish(this.#host.run, this.#extent.wanted);
    this.#wake();
  }

  /** Whether training runs: then Plotly waits until movement has rested a while. */
  set running(running: boolean) {
    this.#running = running;
    this.#wake();
  }

  /** Takes new options; the picture follows at once. */
  configure(options: PlotOptions): void {
    if (options.theme !== this.#options.theme) this.#prepared = null;
    this.#options = options;
    this.#wake();
  }

  /** Back to the whole plot, with nothing selected. */
  resetView(): void {
    this.#zoom = null;
    this.#select(null);
  }

  /** The scene at rest, its view and look, for an export; null before the first snapshot. */
  picture(): Picture | null {
    return this.#motion.features && { scene: this.#scene(), view: this.#view(), look: this.#look() };
  }

  /** Ends everything; the elements are left empty in the root. */
  dispose(): void {
    this.#ended.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#restTimer);
    this.#rests++;
    this.#host.viewScale.withdraw(this.#host.run);
    this.#plotly.dispose();
    this.#host.root.replaceChildren();
  }

  #look(): Look {
    return lookFor(this.#options.theme, Math.min(this.#width, this.#height));
  }

  #view(): View {
    return { extent: this.#extent.current || 1, window: this.#zoom ?? fullWindow(this.#width, this.#height), width: this.#width, height: this.#height };
  }

  #scene(): Scene {
    const { title, classNames, hiddenClasses: hidden } = this.#options;
    return this.#motion.scene({ title, classNames, hidden, selected: this.#selected });
  }

  #wake(): void {
    if (this.#width === 0 || this.#ended.signal.aborted) return;
    clearTimeout(this.#restTimer);
    this.#rests++;
    this.#frame ||= requestAnimationFrame(this.#draw);
  }

  readonly #draw = (now: number): void => {
    this.#frame = 0;
    const moving = this.#motion.advance(now);
    const easing = this.#ease(now - this.#frameAt);
    this.#pace.frame(now, this.#follows);
    this.#frameAt = now;
    const look = (this.#prepared ??= this.#prepare());
    const view = this.#view();
    this.#canvas.draw(this.#scene(), view);
    this.#host.onScale(barFor(view));
    this.#host.root.dataset['shows'] = this.#motion.features ? 'canvas' : 'empty';
    this.#follows = moving || easing;
    if (this.#follows) this.#frame = requestAnimationFrame(this.#draw);
    else if (this.#running && !this.#pointed) this.#describe(view);
    else if (this.#motion.features) this.#restTimer = setTimeout(() => void this.#rest(look, view), this.#running ? restMs : 0);
  };

  /** Tells the words about the picture. */
  #describe(view: View, problem?: string): void {
    const scene = this.#scene();
    if (this.#motion.features) this.#host.onRest(altText(scene), [...notes(scene, view), ...(problem ? [problem] : [])]);
  }

  #prepare(): Look {
    const look = this.#look();
    this.#canvas.prepare(this.#width, this.#height, devicePixelRatio, look);
    return look;
  }

  /** Moves the extent towards where the view wants it; true while it is on its way. */
  #ease(elapsedMs: number): boolean {
    if (!this.#motion.features || this.#options.view === 'locked') return false;
    return this.#extent.ease(this.#options.view === 'linked' ? this.#host.viewScale.largest : this.#extent.wanted, elapsedMs, this.#pace.jumps(performance.now()));
  }

  /** Plotly draws what the canvas shows, then takes its place, unless something moved meanwhile. */
  async #rest(look: Look, view: View): Promise<void> {
    const rest = ++this.#rests;
    const scene = this.#scene();
    const layout = panelLayout(view, look, this.#options.dragMode, this.#revision);
    const figure = (type: TraceType) => ({ data: traces(scene, view.extent, look, type), layout });
    const problem = await this.#plotly.render(figure, devicePixelRatio).then(
      () => null,
      (error: unknown) => describeError(error).message,
    );
    if (rest !== this.#rests) return;
    if (!problem) this.#host.root.dataset['shows'] = 'plot';
    this.#describe(view, problem ?? undefined);
  }

  #zoomTo(window: Window): void {
    const view = { ...this.#view(), window };
    this.#zoom = isFull(view) ? null : window;
    this.#host.onScale(barFor(view));
    this.#describe(view);
  }

  #select(indices: ReadonlySet<number> | null): void {
    this.#selected = indices;
    this.#revision++;
    this.#wake();
  }

  #resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#zoom = null;
    this.#revision++;
    this.#prepared = null;
    this.#wake();
  }
}
