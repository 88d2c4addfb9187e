import { PlaygroundError } from '../../../errors.ts';
import type { Look } from '../scene/look.ts';
import type { Scene } from '../scene/scene.ts';
import { projection } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { drawMarks } from './drawMarks.ts';
import { drawPoints, stampsFor } from './drawPoints.ts';
import type { Stamps } from './drawPoints.ts';
import { Pixels } from './pixels.ts';

interface Prepared {
  readonly pixels: Pixels;
  /** Takes the pixels. Writing them into a canvas on the page would wait for its last frame to be shown, 10 ms and more. */
  readonly behind: OffscreenCanvasRenderingContext2D;
  readonly stamps: Stamps;
  readonly look: Look;
  readonly ratio: number;
}

// Kept in memory: pixels come from the CPU, and a GPU-backed canvas falls to 3 to 6 frames a second on a software renderer.
const settings: CanvasRenderingContext2DSettings = { alpha: false, willReadFrequently: true };

function present<T>(context: T | null): T {
  if (!context) throw new PlaygroundError('The browser gave no canvas to draw features on.', 'Close other tabs, then reload the page.');
  return context;
}

/** The canvas that draws a panel while points move. */
export class CanvasLayer {
  readonly element: HTMLCanvasElement = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D = present(this.element.getContext('2d', settings));
  #prepared: Prepared | null = null;

  /**
   * Takes a size in CSS pixels, at `ratio` backing pixels each, and a look. What was drawn is lost. Throws PlaygroundError where
   * the browser gives no canvas, as the constructor does.
   */
  prepare(width: number, height: number, ratio: number, look: Look): void {
    this.element.width = Math.max(1, Math.round(width * ratio));
    this.element.height = Math.max(1, Math.round(height * ratio));
    const pixels = new Pixels(this.element.width, this.element.height);
    const behind = present(new OffscreenCanvas(pixels.width, pixels.height).getContext('2d', settings));
    this.#prepared = { pixels, behind, stamps: stampsFor(pixels, look, ratio), look, ratio };
  }

  /** Draws a scene, its centers and means in the sizes of `marks`; `prepare` must have been called. */
  draw(scene: Scene, view: View, marks: Look): void {
    if (!this.#prepared) throw new Error('CanvasLayer.draw needs prepare before it.');
    const { pixels, behind, stamps, look, ratio } = this.#prepared;
    const at = projection(view);
    drawPoints(pixels, stamps, scene, at, look, ratio);
    pixels.show(behind);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.drawImage(behind.canvas, 0, 0);
    this.#context.scale(ratio, ratio);
    drawMarks(this.#context, scene, at, marks);
  }
}
