import type { Look } from '../scene/look.ts';
import { marksOf } from '../scene/marks.ts';
import { lookOf } from '../scene/picture.ts';
import type { Picture } from '../scene/picture.ts';
import { projection } from '../view/view.ts';
import { canvasRatio } from './canvasRatio.ts';
import { present, settings } from './context.ts';
import { drawMarks } from './drawMarks.ts';
import { drawImages, NameSprites } from './drawOver.ts';
import { drawPoints, stampsFor } from './drawPoints.ts';
import type { Stamps } from './drawPoints.ts';
import { Pixels } from './pixels.ts';
import type { RegionLayer } from './regionLayer.ts';

interface Prepared {
  /** The size, pixel ratio and theme that this is for. */
  readonly key: string;
  readonly pixels: Pixels;
  /** Takes the pixels. Writing them into a canvas on the page would wait for its last frame to be shown, 10 ms and more. */
  readonly behind: OffscreenCanvasRenderingContext2D;
  readonly stamps: Stamps;
  readonly names: NameSprites;
  readonly look: Look;
  /** Backing pixels per CSS pixel. */
  readonly ratio: number;
}

/** The canvas that draws a panel while points move, and at rest what Plotly does not draw. Constructor and `draw` throw PlaygroundError where the browser gives no canvas. */
export class CanvasLayer {
  readonly element: HTMLCanvasElement = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D = present(this.element.getContext('2d', settings));
  #prepared: Prepared | null = null;

  /** Draws a picture in the place of what was drawn before, over its regions where they are drawn. */
  draw(picture: Picture, regions: RegionLayer): void {
    const { scene, view } = picture;
    const { pixels, behind, stamps, names, look, ratio } = this.#preparedFor(picture);
    const at = projection(view);
    drawPoints(pixels, stamps, scene, view, look, ratio, regions.stretched(pixels.width, pixels.height));
    pixels.show(behind);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.drawImage(behind.canvas, 0, 0);
    this.#context.scale(ratio, ratio);
    drawImages(this.#context, picture.images, look);
    drawMarks(this.#context, scene, at, marksOf(scene, view, look));
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    for (const name of picture.names) names.draw(this.#context, name);
  }

  #preparedFor({ view, theme }: Picture): Prepared {
    const { width, height } = view;
    const key = [width, height, devicePixelRatio, theme].join();
    if (this.#prepared?.key === key) return this.#prepared;
    const look = lookOf({ view, theme });
    const ratio = canvasRatio(width, height, devicePixelRatio);
    this.element.width = Math.max(1, Math.round(width * ratio));
    this.element.height = Math.max(1, Math.round(height * ratio));
    const pixels = new Pixels(this.element.width, this.element.height);
    const behind = present(new OffscreenCanvas(pixels.width, pixels.height).getContext('2d', settings));
    this.#prepared = { key, pixels, behind, stamps: stampsFor(pixels, look, ratio), names: new NameSprites(look, ratio), look, ratio };
    return this.#prepared;
  }
}
