import type { Picture } from '../scene/picture.ts';
import { regionHead, regionImage } from '../scene/regions.ts';
import { present, settings } from './context.ts';

/** Side of a cell whose class is computed, in CSS pixels: between cells colours are smooth. */
const cell = 3;

/** The regions of a head, on a canvas of few pixels under everything else of a panel; hidden where there are none to draw. */
export class RegionLayer {
  readonly element: HTMLCanvasElement = document.createElement('canvas');
  #stretching: OffscreenCanvasRenderingContext2D | null = null;

  constructor() {
    this.element.dataset['beneath'] = '';
    this.element.hidden = true;
  }

  draw(picture: Picture): void {
    const head = regionHead(picture);
    this.element.hidden = head === null;
    if (!head) return;
    const image = regionImage(head, picture.view, picture.theme, cell);
    if (this.element.width !== image.width) this.element.width = image.width;
    if (this.element.height !== image.height) this.element.height = image.height;
    present(this.element.getContext('2d', settings)).putImageData(image, 0, 0);
  }

  /** What is drawn, as so many pixels; null where nothing is. */
  stretched(width: number, height: number): ImageData | null {
    if (this.element.hidden) return null;
    const { canvas } = this.#stretching ?? {};
    if (!this.#stretching || canvas?.width !== width || canvas.height !== height) this.#stretching = present(new OffscreenCanvas(width, height).getContext('2d', settings));
    this.#stretching.imageSmoothingEnabled = true;
    this.#stretching.drawImage(this.element, 0, 0, width, height);
    return this.#stretching.getImageData(0, 0, width, height);
  }
}
