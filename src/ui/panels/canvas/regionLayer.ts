import type { Picture } from '../scene/picture.ts';
import { regionHead, regionImage } from '../scene/regions.ts';
import { present, settings } from './context.ts';

/** Side of a cell whose class is computed, in CSS pixels: between cells colours are smooth. */
const cell = 4;

/**
 * The regions of a head under everything else of a panel. While things move they are stretched into the picture of the points;
 * `show` puts them on the page, where a canvas would wait for its last frame to be shown, 10 ms and more, if it were drawn on at
 * every frame.
 */
export class RegionLayer {
  readonly element: HTMLCanvasElement = document.createElement('canvas');
  readonly #small = present(new OffscreenCanvas(1, 1).getContext('2d', settings));
  #stretching: OffscreenCanvasRenderingContext2D | null = null;

  constructor() {
    this.element.dataset['beneath'] = '';
    this.element.hidden = true;
  }

  /** Makes the regions of a picture; without a head there are none. */
  draw(picture: Picture): void {
    const head = regionHead(picture);
    this.element.hidden = head === null;
    if (!head) return;
    const image = regionImage(head, picture.view, picture.theme, cell);
    fit(this.#small.canvas, image);
    this.#small.putImageData(image, 0, 0);
  }

  /** Puts them on the page. */
  show(): void {
    if (this.element.hidden) return;
    fit(this.element, this.#small.canvas);
    present(this.element.getContext('2d', settings)).drawImage(this.#small.canvas, 0, 0);
  }

  /** As so many pixels; null where there are none. */
  stretched(width: number, height: number): ImageData | null {
    if (this.element.hidden) return null;
    const { canvas } = this.#stretching ?? {};
    if (!this.#stretching || canvas?.width !== width || canvas.height !== height) this.#stretching = present(new OffscreenCanvas(width, height).getContext('2d', settings));
    this.#stretching.imageSmoothingEnabled = true;
    this.#stretching.drawImage(this.#small.canvas, 0, 0, width, height);
    return this.#stretching.getImageData(0, 0, width, height);
  }
}

/** Gives a canvas the size of an image, unless it has it. */
function fit(canvas: HTMLCanvasElement | OffscreenCanvas, { width, height }: { readonly width: number; readonly height: number }): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
