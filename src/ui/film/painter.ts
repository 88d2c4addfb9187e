import { present, settings } from '../panels/canvas/context.ts';
import { drawMarks } from '../panels/canvas/drawMarks.ts';
import { drawPoints, stampsFor } from '../panels/canvas/drawPoints.ts';
import { Pixels } from '../panels/canvas/pixels.ts';
import { spreadRings } from '../panels/scene/ellipses.ts';
import { fontFamily, lookFor } from '../panels/scene/look.ts';
import type { Look } from '../panels/scene/look.ts';
import { marksOf } from '../panels/scene/marks.ts';
import { stillOf } from '../panels/motion/turned.ts';
import type { Scene } from '../panels/scene/scene.ts';
import type { Orientation } from '../panels/view/orientation.ts';
import { fullWindow, projection } from '../panels/view/view.ts';
import type { Projection } from '../panels/view/view.ts';
import { ofTen } from '../shared/classMarks.ts';
import { fitting } from '../shared/fitting.ts';
import { count } from '../shared/format.ts';
import type { Theme } from '../shared/theme.ts';
import { filmLayout } from './film.ts';
import type { FilmFrame } from './film.ts';

/** What all pictures of a film have in common. */
export interface FilmLook {
  readonly theme: Theme;
  /** Of a panel, in pixels. */
  readonly side: number;
  readonly panels: number;
  readonly classNames: readonly string[];
  readonly hidden: ReadonlySet<number>;
  /** From where pictures in space are seen. */
  readonly orientation: Orientation;
  /** Whether the spread of each class is drawn. */
  readonly spread: boolean;
}

/** Draws the pictures of a film, one after the other, on one canvas of its own. */
export class FilmPainter {
  readonly canvas: HTMLCanvasElement = document.createElement('canvas');
  private readonly context: CanvasRenderingContext2D = present(this.canvas.getContext('2d', settings));
  private readonly look: FilmLook;
  private readonly layout: ReturnType<typeof filmLayout>;
  private readonly pixels: Pixels;
  private readonly behind: OffscreenCanvasRenderingContext2D;

  /** @throws PlaygroundError where the browser gives no canvas. */
  constructor(look: FilmLook) {
    this.look = look;
    this.layout = filmLayout(look.panels, look.side);
    Object.assign(this.canvas, { width: this.layout.width, height: this.layout.height });
    this.pixels = new Pixels(look.side, look.side);
    this.behind = present(new OffscreenCanvas(look.side, look.side).getContext('2d', settings));
  }

  /** Draws a frame in the place of the one before. */
  draw({ snapshot, extents }: FilmFrame): void {
    const { context, look: { theme, side, classNames, hidden, orientation, spread }, layout: { width, height, heading, places } } = this;
    const look = lookFor(theme, side);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = look.background;
    context.fillRect(0, 0, width, height);
    snapshot.runs.slice(0, places.length).forEach(({ name, predictions, ...placement }, r) => {
      const scene: Scene = { title: name, drawnAs: null, hasUnit: true, classNames, hidden, selected: null, step: snapshot.step, labels: snapshot.labels, predictions, images: snapshot.indices, ...stillOf(placement, snapshot.labels, orientation) };
      const view = { extent: extents[r]!, window: fullWindow(side, side), width: side, height: side };
      const to = projection(view);
      const { x, y } = places[r]!;
      drawPoints(this.pixels, stampsFor(this.pixels, look, 1), scene, view, look, 1);
      this.pixels.show(this.behind);
      context.setTransform(1, 0, 0, 1, x, y + heading);
      context.drawImage(this.behind.canvas, 0, 0);
      context.save();
      context.beginPath();
      context.rect(0, 0, side, side);
      context.clip();
      drawMarks(context, scene, to, marksOf(scene, view, look));
      if (spread) this.spread(scene, to, look);
      context.restore();
      context.strokeStyle = look.axis;
      context.lineWidth = 1;
      context.strokeRect(0.5, 0.5, side - 1, side - 1);
      this.words(name, `step ${count(snapshot.step)}`, heading, look);
    });
  }

  /** The ellipses of the classes, above their points. */
  private spread(scene: Scene, { scaleX, offsetX, scaleY, offsetY }: Projection, look: Look): void {
    const { context } = this;
    for (const { classIndex, path, width, opacity } of spreadRings(scene, (x, y) => [offsetX + scaleX * x, offsetY + scaleY * y])) {
      context.globalAlpha = opacity;
      context.lineWidth = width;
      context.strokeStyle = ofTen(look.inks, classIndex);
      context.stroke(new Path2D(path));
    }
    context.globalAlpha = 1;
  }

  /** A run's name and the step, over its panel. */
  private words(name: string, step: string, heading: number, { ink, muted }: { readonly ink: string; readonly muted: string }): void {
    const { context, look: { side } } = this;
    const size = Math.round(heading * 0.42);
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillStyle = ink;
    context.font = `600 ${fitting(name, size, side * 0.66)}px ${fontFamily}`;
    context.fillText(name, 0, -heading / 2);
    context.textAlign = 'right';
    context.fillStyle = muted;
    context.font = `${Math.round(size * 0.85)}px ${fontFamily}`;
    context.fillText(step, side, -heading / 2);
  }
}
