import type { DrawnSnapshot } from '../../app/snapshotFeed.ts';
import type { ViewMode } from '../../app/state.ts';
import { describeError } from '../../errors.ts';
import type { Theme } from '../shared/theme.ts';
import { Layers } from './layers.ts';
import { FramePace } from './motion/framePace.ts';
import { Motion } from './motion/motion.ts';
import type { Picture } from './plotly/exportPicture.ts';
import { lookFor } from './scene/look.ts';
import type { Scene } from './scene/scene.ts';
import { imagesWithin } from './scene/selection.ts';
import { altText, notes } from './scene/summary.ts';
import { Camera } from './view/camera.ts';
import type { Spot } from './view/camera.ts';
import { Gestures } from './view/gestures.ts';
import type { DragMode } from './view/gestures.ts';
import { projection, robustExtent, scaleBar } from './view/view.ts';
import type { ScaleBar, View } from './view/view.ts';
import type { ViewScale } from './view/viewScale.ts';
import { watchPixelRatio, watchReturn } from './watch.ts';

/** What a panel may be told at any time. */
export interface PlotOptions {
  readonly title: string;
  readonly classNames: readonly string[];
  readonly theme: Theme;
  readonly hiddenClasses: ReadonlySet<number>;
  /** Test images that stand out, by their numbers; null where all count alike. */
  readonly selected: ReadonlySet<number> | null;
  readonly view: ViewMode;
}

/** Where a plot lives and whom it tells: the scale at every change, words about the picture with every snapshot, at rest and when zoomed. */
export interface PlotHost {
  readonly root: HTMLElement;
  readonly run: number;
  readonly viewScale: ViewScale;
  onScale(bar: ScaleBar): void;
  onWords(altText: string, notes: readonly string[]): void;
  /** A person chose test images, by their numbers; null for none. */
  onSelect(images: readonly number[] | null): void;
}

/** The root of a plot; `drawn` is what is drawn on it now and how it lies there, for tests and for a look from the console. */
export interface PlotRoot extends HTMLElement {
  readonly drawn: Scene & { readonly view: View };
}

/** Milliseconds without movement until Plotly takes over under a pointer while training runs; elsewhere it waits for rest: drawing it takes from training. */
const restMs = 250;

/**
 * The features of one run, filling `host.root`. A canvas draws them while they move; when they rest Plotly draws the same
 * scene and takes its place, for hovers; while training runs only under a pointer. Zoom and selection are the same on both.
 * `root.dataset.shows` is 'empty', 'canvas' or 'plot'. A zoom stays while training goes on and ends with the experiment.
 * `dispose` gives back WebGL contexts, timers and listeners.
 */
export class FeaturePlot {
  readonly #host: PlotHost;
  readonly #layers = new Layers(() => this.#wake());
  readonly #gestures: Gestures;
  readonly #motion: Motion;
  readonly #camera = new Camera();
  readonly #ended = new AbortController();
  #options: PlotOptions = { title: '', classNames: [], theme: 'light', hiddenClasses: new Set(), selected: null, view: 'follow' };
  #running = false;
  /** Where a pointer asks what lies there. */
  #pointer: Spot | null = null;
  /** Why Plotly could not draw, until it can. */
  #problem: string | null = null;
  #frame = 0;
  #frameAt = 0;
  /** Whether the frame before asked for the next one. */
  #follows = false;
  readonly #pace = new FramePace();
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #rests = 0;

  constructor(host: PlotHost) {
    this.#host = host;
    const { root, viewScale } = host;
    const { signal } = this.#ended;
    this.#motion = new Motion(host.run);
    this.#gestures = new Gestures(root, signal, {
      onZoom: (from, to) => this.#turn(() => this.#camera.zoomInto(from, to)),
      onPan: (x, y) => this.#turn(() => this.#camera.moveBy(x, y)),
      onSelect: (outline) => {
        const images = imagesWithin(this.#scene(), this.#camera.view, outline);
        host.onSelect(images.length > 0 ? images : null);
      },
      onReset: () => this.resetView(),
      onPoint: (spot) => this.#point(spot),
    });
    root.append(...this.#layers.elements, this.#gestures.element);
    root.dataset['shows'] = 'empty';
    Object.defineProperty(root, 'drawn', { configurable: true, get: (): PlotRoot['drawn'] => ({ ...this.#scene(), view: this.#camera.view }) });
    const resizes = new ResizeObserver(([entry]) => entry && this.#turn(() => this.#camera.resize(entry.contentRect.width, entry.contentRect.height)));
    resizes.observe(root);
    const unsubscribe = viewScale.subscribe(() => this.#options.view === 'linked' && this.#wake());
    signal.addEventListener('abort', () => {
      resizes.disconnect();
      unsubscribe();
    });
    watchPixelRatio(signal, () => this.#wake());
    watchReturn(signal, () => this.#catchUp());
  }

  /** Shows a snapshot: moves there from the one before, or begins anew with another experiment, another object each. */
  show(snapshot: DrawnSnapshot, experiment: unknown): void {
    const still = document.visibilityState === 'hidden' || this.#pace.jumps(performance.now());
    const course = this.#motion.show(snapshot, experiment, performance.now(), still);
    const points = this.#motion.features?.points;
    if (!course || !points) return;
    this.#camera.wanted = robustExtent(points);
    if (course === 'anew') {
      this.#camera.begin(this.#options.view);
      this.#pointer = null;
    }
    this.#host.viewScale.publish(this.#host.run, this.#camera.wanted);
    this.#tell();
    this.#wake();
  }

  /** Whether training runs: then Plotly waits until movement has rested a while. */
  set running(running: boolean) {
    this.#running = running;
    this.#wake();
  }

  /** What dragging does. */
  set dragMode(mode: DragMode) {
    this.#gestures.mode = mode;
  }

  /** Takes new options; the picture follows at once. */
  configure(options: PlotOptions): void {
    this.#options = options;
    this.#tell();
    this.#wake();
  }

  /** Back to the whole plot, with nothing selected. */
  resetView(): void {
    this.#turn(() => this.#camera.reset());
    this.#host.onSelect(null);
  }

  /** The scene, its view and look, for an export; null before the first snapshot. */
  picture(): Picture | null {
    const { view } = this.#camera;
    return this.#motion.features && { scene: this.#scene(), view, look: lookFor(this.#options.theme, Math.min(view.width, view.height)) };
  }

  /** Ends everything; the elements are left empty in the root. */
  dispose(): void {
    this.#ended.abort();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#restTimer);
    this.#rests++;
    this.#host.viewScale.withdraw(this.#host.run);
    this.#layers.dispose();
    this.#host.root.replaceChildren();
  }

  #scene(): Scene {
    const { title, classNames, hiddenClasses: hidden, selected } = this.#options;
    return this.#motion.scene({ title, classNames, hidden, selected });
  }

  /** The picture in words: of where things are going, which is where they soon are. */
  #tell(): void {
    const scene = { ...this.#scene(), ...this.#motion.features };
    const view = { ...this.#camera.view, extent: this.#camera.target(this.#options.view, this.#host.viewScale.largest) || 1 };
    this.#host.onWords(altText(scene), this.#camera.open ? [...notes(scene, view), ...(this.#problem ? [this.#problem] : [])] : []);
  }

  /** Turns the camera by what a person did, or by another size. */
  #turn(change: () => void): void {
    change();
    this.#tell();
    this.#wake();
  }

  #point(spot: Spot | null): void {
    const [before, shows] = [this.#pointer, this.#host.root.dataset['shows']];
    this.#pointer = spot;
    if (shows === 'plot') this.#layers.hover(spot);
    // While training runs, Plotly draws under a pointer only.
    if (this.#running && (spot === null) !== (before === null)) this.#wake();
  }

  /** After a time out of sight, the newest at once: what happened meanwhile is no movement. */
  #catchUp(): void {
    this.#motion.arrive();
    this.#ease(0, true);
    this.#follows = false;
    this.#wake();
  }

  #wake(): void {
    if (!this.#camera.open || this.#ended.signal.aborted) return;
    clearTimeout(this.#restTimer);
    this.#rests++;
    this.#frame ||= requestAnimationFrame(this.#draw);
  }

  readonly #draw = (now: number): void => {
    this.#frame = 0;
    const moving = this.#motion.advance(now);
    const easing = this.#ease(now - this.#frameAt, this.#pace.jumps(now));
    this.#pace.frame(now, this.#follows);
    this.#frameAt = now;
    const { view } = this.#camera;
    this.#layers.draw(this.#scene(), view, this.#options.theme);
    this.#host.onScale(scaleBar(projection(view).scaleX, Math.min(96, 0.24 * view.width)));
    this.#host.root.dataset['shows'] = this.#motion.features ? 'canvas' : 'empty';
    this.#follows = moving || easing;
    if (this.#follows) this.#frame = requestAnimationFrame(this.#draw);
    else if (this.#motion.features && (!this.#running || this.#pointer)) this.#restTimer = setTimeout(() => void this.#rest(), this.#running ? restMs : 0);
  };

  /** Moves the extent towards where the view wants it; true while it is on its way. */
  #ease(elapsedMs: number, still: boolean): boolean {
    return this.#motion.features !== null && this.#camera.ease(this.#options.view, this.#host.viewScale.largest, elapsedMs, still);
  }

  /** Plotly draws what the canvas shows, then takes its place, unless something moved meanwhile. */
  async #rest(): Promise<void> {
    const rest = ++this.#rests;
    const problem = await this.#layers.render(this.#scene(), this.#camera.view).then(
      () => null,
      (error: unknown) => describeError(error).message,
    );
    if (rest !== this.#rests) return;
    if (problem !== this.#problem) {
      this.#problem = problem;
      this.#tell();
    }
    if (problem) return;
    this.#host.root.dataset['shows'] = 'plot';
    this.#layers.hover(this.#pointer);
  }
}
