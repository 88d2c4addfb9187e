import { describeError } from '../../errors.ts';
import { prefersStill } from '../shared/media.ts';
import { CanvasLayer } from './canvas/canvasLayer.ts';
import { RegionLayer } from './canvas/regionLayer.ts';
import { canvasRatio } from './canvas/canvasRatio.ts';
import { FramePace } from './motion/framePace.ts';
import { PlotlyLayer } from './plotly/plotlyLayer.ts';
import type { HoveredImage } from './plotly/plotlyLayer.ts';
import type { Picture } from './scene/picture.ts';
import type { Spot } from './view/view.ts';
import { watchPixelRatio, watchReturn } from './watch.ts';

/** What frames are taken of, and who hears of them. */
export interface FrameSubject {
  /** Whether it has a size and can be drawn. */
  isOpen(): boolean;
  /** Whether there is anything but axes. */
  hasBegun(): boolean;
  /** What it looks like now; `rested` says that it stands still for a while, so that images may take the place of points. */
  picture(rested: boolean): Picture;
  /** Moves on to `now`, `elapsedMs` after the frame before; to where it leads at once when `still`. True while there is more to come. */
  advance(now: number, elapsedMs: number, still: boolean): boolean;
  /** Ends all movement where it leads. */
  arrive(): void;
  /** A frame was drawn of this. */
  onDraw(picture: Picture): void;
  /** A hover tells of a test image; null when it ends. */
  onHover(image: HoveredImage | null): void;
  /** Why Plotly could not draw; null when it could. */
  onProblem(problem: string | null): void;
}

/** Milliseconds without movement until Plotly takes over under a pointer while training runs; elsewhere it waits for rest: drawing it takes from training. */
const restMs = 250;

/**
 * Draws a panel when something changed. A canvas draws while things move; when they rest Plotly draws the same picture and takes
 * its place, for hovers; while training runs only under a pointer. `root.dataset.shows` is 'empty', 'canvas' or 'plot'; with
 * `root.dataset.byCanvas` the canvas stays in sight under Plotly.
 */
export class Frames {
  readonly #root: HTMLElement;
  readonly #signal: AbortSignal;
  readonly #subject: FrameSubject;
  readonly #canvas = new CanvasLayer();
  readonly #regions = new RegionLayer();
  readonly #plotly: PlotlyLayer;
  readonly #pace = new FramePace();
  #running = false;
  /** Where a pointer asks what lies there. */
  #pointer: Spot | null = null;
  #frame = 0;
  #frameAt = 0;
  /** Whether the frame before asked for the next one. */
  #follows = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #rests = 0;

  /** Draws into `root` until `signal` ends it; then WebGL contexts and timers are given back. */
  constructor(root: HTMLElement, signal: AbortSignal, subject: FrameSubject) {
    this.#root = root;
    this.#signal = signal;
    this.#subject = subject;
    this.#plotly = new PlotlyLayer({ contextLost: () => this.wake(), hovered: (image) => subject.onHover(image) });
    root.append(this.#regions.element, this.#canvas.element, this.#plotly.element);
    root.dataset['shows'] = 'empty';
    watchPixelRatio(signal, () => this.wake());
    watchReturn(signal, () => this.#catchUp());
    signal.addEventListener('abort', () => this.#end());
  }

  /** Whether things are to jump instead of moving: out of sight, as a person wishes, and where movement would have too few frames. */
  get still(): boolean {
    return document.visibilityState === 'hidden' || this.#jumps(performance.now());
  }

  /** Whether training runs: then Plotly draws under a pointer only, once movement has rested a while. */
  set running(running: boolean) {
    this.#running = running;
    this.wake();
  }

  /** A pointer asks what lies at a spot; null once it is gone. */
  point(spot: Spot | null): void {
    const before = this.#pointer;
    this.#pointer = spot;
    if (this.#root.dataset['shows'] === 'plot') this.#plotly.hover(spot);
    if (this.#running && (spot === null) !== (before === null)) this.wake();
  }

  /** Something changed: draws it at the next frame. */
  wake(): void {
    if (!this.#subject.isOpen() || this.#signal.aborted) return;
    clearTimeout(this.#restTimer);
    this.#rests++;
    this.#frame ||= requestAnimationFrame(this.#draw);
  }

  /** What lies over the points changed, not what Plotly tells: draws it where the canvas is in sight. */
  repaint(): void {
    const { shows } = this.#root.dataset;
    if (this.#signal.aborted || this.#frame || shows === 'empty' || !this.#subject.isOpen()) return;
    const picture = this.#subject.picture(this.#rested);
    if (shows === 'canvas' || picture.byCanvas) this.#canvas.draw(picture, this.#regions);
  }

  get #rested(): boolean {
    return this.#root.dataset['shows'] === 'plot' && !this.#running;
  }

  #jumps(now: number): boolean {
    return prefersStill() || this.#pace.isSlow(now);
  }

  /** After a time out of sight, the newest at once: what happened meanwhile is no movement. */
  #catchUp(): void {
    this.#subject.arrive();
    this.#follows = false;
    this.wake();
  }

  readonly #draw = (now: number): void => {
    this.#frame = 0;
    const moves = this.#subject.advance(now, now - this.#frameAt, this.#jumps(now));
    this.#pace.frame(now, this.#follows);
    this.#frameAt = now;
    const picture = this.#subject.picture(false);
    this.#regions.draw(picture);
    this.#canvas.draw(picture, this.#regions);
    this.#subject.onDraw(picture);
    const begun = this.#subject.hasBegun();
    this.#root.dataset['shows'] = begun ? 'canvas' : 'empty';
    this.#follows = moves;
    if (moves) this.#frame = requestAnimationFrame(this.#draw);
    else if (begun && (!this.#running || this.#pointer)) this.#restTimer = setTimeout(() => void this.#rest(), this.#running ? restMs : 0);
  };

  /** Plotly draws what the canvas shows, then takes its place, unless something moved meanwhile. */
  async #rest(): Promise<void> {
    const rest = ++this.#rests;
    const picture = this.#subject.picture(!this.#running);
    const { width, height } = picture.view;
    const problem = await this.#plotly.render(picture, canvasRatio(width, height, devicePixelRatio)).then(
      () => null,
      (error: unknown) => describeError(error).message,
    );
    if (rest !== this.#rests) return;
    this.#subject.onProblem(problem);
    if (problem) return;
    if (!picture.byCanvas) this.#regions.show();
    this.#root.dataset['shows'] = 'plot';
    this.#root.toggleAttribute('data-by-canvas', picture.byCanvas);
    this.repaint();
    this.#plotly.hover(this.#pointer);
  }

  #end(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#restTimer);
    this.#rests++;
    this.#plotly.dispose();
  }
}
