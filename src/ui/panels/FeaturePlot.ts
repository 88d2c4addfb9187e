import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { Frames } from './frames.ts';
import { Motion } from './motion/motion.ts';
import { Overlay } from './overlay/overlay.ts';
import type { MarkedPlace } from './overlay/mark.ts';
import { Signs } from './overlay/signs.ts';
import type { TugOptions } from './overlay/tugScene.ts';
import type { PlotHost, PlotOptions } from './plotHost.ts';
import { exportView } from './plotly/exportLayout.ts';
import type { Still } from './plotly/exportPicture.ts';
import type { HoveredImage } from './plotly/plotlyLayer.ts';
import { KeyPointer } from './scene/keyPointer.ts';
import type { Picture, PlainPicture } from './scene/picture.ts';
import type { Scene } from './scene/scene.ts';
import { imagesWithin } from './scene/selection.ts';
import { altText, notes } from './scene/summary.ts';
import { Camera } from './view/camera.ts';
import { Gestures } from './view/gestures.ts';
import { beginSide, drag, faceFront, hold, side } from './view/orientation.ts';
import { extentOf, projection, scaleBar } from './view/view.ts';
import type { Spot, View } from './view/view.ts';

/** The root of a plot; `drawn` is what is drawn on it now and how it lies there, for tests and for a look from the console. */
export interface PlotRoot extends HTMLElement {
  readonly drawn: Scene & { readonly view: View; readonly mark: readonly [x: number, y: number] | null; readonly names: Picture['names']; readonly pictures: Picture['images'] };
}

/**
 * The features of one run, filling `host.root`: what is shown, from where it is seen, and what a person does with it. Zoom and
 * selection are the same while things move and at rest. A zoom stays while training goes on and ends with the experiment.
 * `dispose` gives back WebGL contexts, timers and listeners.
 */
export class FeaturePlot {
  /** When it is drawn, which also depends on whether training runs. */
  readonly frames: Frames;
  /** What a person does on it. */
  readonly gestures: Gestures;
  readonly keys: KeyPointer;
  readonly #host: PlotHost;
  readonly #motion: Motion;
  readonly #camera = new Camera();
  readonly #overlay: Overlay;
  readonly #signs = new Signs();
  readonly #ended = new AbortController();
  #options: PlotOptions = { shown: { title: '', drawnAs: null, hasUnit: true, classNames: [], hidden: new Set(), selected: null }, theme: 'light', view: 'follow', regions: false, over: { names: null, images: false, imageSide: 28 } };
  /** What the last frame was drawn of: a change since then is not on the plot yet. */
  #drawnLast: PlainPicture | null = null;
  /** Why Plotly could not draw, until it can. */
  #problem: string | null = null;

  constructor(host: PlotHost) {
    this.#host = host;
    const { root, viewScale } = host;
    const { signal } = this.#ended;
    this.#motion = new Motion(host.run);
    this.#overlay = new Overlay(host.imageSource, () => this.frames.repaint());
    this.frames = new Frames(root, signal, {
      isOpen: () => this.#camera.open,
      hasBegun: () => this.#motion.features !== null,
      picture: (rested) => this.#overlay.complete(this.#plain(), this.#options.over, host.pointed.classIndex, rested),
      advance: (now, elapsedMs, still) => {
        const moves = this.#motion.advance(now);
        // Held to be turned, it is about to move: Plotly would draw in between.
        const held = this.#isInSpace && side.getState().held;
        return this.#ease(elapsedMs, still) || moves || held;
      },
      arrive: () => {
        this.#motion.arrive();
        this.#ease(0, true);
      },
      onDraw: (picture) => {
        this.#drawnLast = picture;
        host.onScale(scaleBar(projection(picture.view).scaleX, Math.min(96, 0.24 * picture.view.width)));
        this.#drawSigns(picture);
      },
      onHover: (image) => this.#hover(image),
      onProblem: (problem) => this.#meet(problem),
    });
    this.gestures = new Gestures(root, signal, {
      onZoom: (from, to) => this.#turn(() => this.#camera.zoomInto(from, to)),
      onPan: (x, y) => this.#turn(() => this.#camera.moveBy(x, y)),
      onTurn: (x, y) => drag(x, y, Math.min(this.#camera.view.width, this.#camera.view.height)),
      onHold: (held, byFinger) => {
        hold(held);
        if (!held && !byFinger) host.onTurned();
      },
      onSelect: (outline) => {
        const images = imagesWithin(this.#scene(), this.#camera.view, outline);
        host.onSelect(images.length > 0 ? images : null);
      },
      onReset: () => this.resetView(),
      onPoint: (spot) => this.frames.point(spot),
    });
    this.keys = new KeyPointer({ scene: () => this.#scene(), view: () => this.#camera.view, point: (spot) => this.frames.point(spot), select: (images) => host.onSelect(images) });
    root.append(this.gestures.element, this.#signs.element);
    Object.defineProperty(root, 'drawn', { configurable: true, get: (): PlotRoot['drawn'] => this.#drawn() });
    const resizes = new ResizeObserver(([entry]) => entry && this.#turn(() => this.#camera.resize(entry.contentRect.width, entry.contentRect.height)));
    resizes.observe(root);
    const unsubscribe = viewScale.subscribe(() => this.#options.view === 'linked' && this.frames.wake());
    this.#motion.orientation = side.getState().orientation;
    const leaveSide = side.subscribe(({ orientation, held }, before) => {
      if (orientation === before.orientation && held === before.held) return;
      this.#motion.orientation = orientation;
      if (this.#isInSpace) this.#turn(() => undefined);
    });
    const leavePointed = host.pointed.subscribe(() => this.frames.repaint());
    signal.addEventListener('abort', () => {
      resizes.disconnect();
      unsubscribe();
      leaveSide();
      leavePointed();
    });
  }

  /** Shows a snapshot: moves there from the one before, or begins anew with another experiment, another object each. */
  show(snapshot: DrawnSnapshot, experiment: unknown): void {
    beginSide(experiment);
    const course = this.#motion.show(snapshot, experiment, performance.now(), this.frames.still);
    const { features } = this.#motion;
    if (!course || !features) return;
    this.#camera.wanted = extentOf(features);
    if (course === 'anew') {
      this.#camera.begin(this.#options.view);
      this.#overlay.begin();
      this.frames.point(null);
    }
    this.#host.viewScale.publish(this.#host.run, this.#camera.wanted);
    this.#tell();
    this.frames.wake();
  }

  /** Takes new options; the picture follows at once. */
  configure(options: PlotOptions): void {
    this.#options = options;
    this.#tell();
    this.frames.wake();
  }

  /** Marks where a picture lies among the features: it flies there from where it was; null takes the mark away. */
  mark(place: MarkedPlace | null): void {
    this.#signs.mark.put(place, this.frames.still);
  }

  /** Shows the pulls of the losses, or none. */
  tug(options: TugOptions | null): void {
    this.#signs.tug = options;
    this.#redrawSigns();
  }

  /** Rings the point of a test image; null takes the ring away. */
  light(image: number | null): void {
    this.#signs.lit = image;
    this.#redrawSigns();
  }

  /** Shows the spread of each class, or not. */
  spread(shown: boolean): void {
    this.#signs.spread = shown;
    this.#redrawSigns();
  }

  /** The feature units that lie at a spot of the panel. */
  featureAt({ x, y }: Spot): readonly [x: number, y: number] {
    const { scaleX, offsetX, scaleY, offsetY } = projection(this.#camera.view);
    return [(x - offsetX) / scaleX, (y - offsetY) / scaleY];
  }

  /** Back to the whole plot from the front, with nothing selected. */
  resetView(): void {
    if (this.#isInSpace) faceFront();
    this.#turn(() => this.#camera.reset());
    this.#host.onSelect(null);
  }

  /** What is shown, for an export; null before the first snapshot. */
  picture(): Still | null {
    if (!this.#motion.features) return null;
    const plain = this.#plain();
    return { ...plain, names: this.#overlay.namesIn({ ...plain, view: exportView(plain.view) }, this.#options.over), spread: this.#signs.spread };
  }

  /** Ends everything; the elements are left empty in the root. */
  dispose(): void {
    this.#ended.abort();
    this.#signs.dispose();
    this.#host.onLit(null);
    this.#host.viewScale.withdraw(this.#host.run);
    this.#host.root.replaceChildren();
  }

  get #isInSpace(): boolean {
    return this.#motion.features?.depths !== undefined;
  }

  #redrawSigns(): void {
    if (this.#camera.open) this.#drawSigns(this.#plain());
  }

  #drawSigns(picture: PlainPicture): void {
    this.#host.onTug(this.#signs.draw(picture));
    this.#host.onLit(this.#signs.litPlace);
  }

  #scene(): Scene {
    return this.#motion.scene(this.#options.shown);
  }

  /** What is in sight, without what lies over the points. */
  #plain(): PlainPicture {
    return { scene: this.#scene(), view: this.#camera.view, theme: this.#options.theme, regions: this.#options.regions };
  }

  #drawn(): PlotRoot['drawn'] {
    const { names, images } = this.#overlay.last;
    const { scene, view } = this.#drawnLast ?? this.#plain();
    return { ...scene, view, mark: this.#signs.mark.place, names, pictures: images };
  }

  #hover(image: HoveredImage | null): void {
    const scene = this.#scene();
    const label = image ? (scene.labels[scene.images.indexOf(image.image)] ?? -1) : -1;
    this.#host.onHover(image && { ...image, label });
    this.#host.pointed.point(label < 0 ? null : label);
  }

  /** The picture in words: of where things are going, which is where they soon are. */
  #tell(): void {
    const scene = this.#motion.goal(this.#options.shown);
    const view = { ...this.#camera.view, extent: this.#camera.target(this.#options.view, this.#host.viewScale.largest) || 1 };
    this.#host.onWords(altText(scene), this.#camera.open ? [...notes(scene, view), ...(this.#problem ? [this.#problem] : [])] : []);
  }

  #meet(problem: string | null): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#tell();
  }

  /** Turns the camera by what a person did, or by another size. */
  #turn(change: () => void): void {
    change();
    this.#tell();
    this.frames.wake();
  }

  /** Moves the extent towards where the view wants it; true while it is on its way. */
  #ease(elapsedMs: number, still: boolean): boolean {
    return this.#motion.features !== null && this.#camera.ease(this.#options.view, this.#host.viewScale.largest, elapsedMs, still);
  }
}
