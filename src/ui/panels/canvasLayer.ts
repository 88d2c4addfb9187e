import { PlaygroundError } from '../../errors.ts';
import { drawMarks, drawPoints, stampsFor } from './draw.ts';
import type { Stamps } from './draw.ts';
import type { Look } from './look.ts';
import { Pixels } from './pixels.ts';
import type { Scene } from './scene.ts';
import { projection } from './view.ts';
import type { View } from './view.ts';

/** The canvas that draws a panel while points move. */
export class CanvasLayer {
  readonly element: HTMLCanvasElement = document.createElement('canvas');
  readonly #context: CanvasRenderingContext2D;
  #ready: { readonly pixels: Pixels; readonly stamps: Stamps; readonly look: Look; readonly ratio: number } | null = null;

  /** Throws PlaygroundError where the browser gives no 2-D context. */
  constructor() {
    // Kept in memory: pixels come from the CPU, and a GPU-backed canvas falls to 3 to 6 frames a second on a software renderer.
    const context = this.element.getContext('2d', { alpha: false, willReadFrequently: true });
    if (!context) throw new PlaygroundError('The browser gave no canvas to draw features on.', 'Close other tabs, then reload the page.');
    this.#context = context;
  }

  /** Takes a size in CSS pixels, at `ratio` device pixels each, and a look. What was drawn is lost. */
  prepare(width: number, height: number, ratio: number, look: Look): void {
    this.element.width = Math.round(width * ratio);
    this.element.height = Math.round(height * ratio);
    const pixels = new Pixels(this.element.width, this.element.height);
    this.#ready = { pixels, stamps: stampsFor(pixels, look, ratio), look, ratio };
  }

  /** Draws a scene; `prepare` must have been called. */
  draw(scene: Scene, view: View): void {
    if (!this.#ready) throw new Error('CanvasLayer.draw needs prepare before it.');
    const { pixels, stamps, look, ratio } = this.#ready;
    const at = projection(view);
    drawPoints(pixels, stamps, scene, at, look, ratio);
    pixels.show(this.#context);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMarks(this.#context, scene, at, look);
  }
}
