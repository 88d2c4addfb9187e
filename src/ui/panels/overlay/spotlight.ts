import type { PlainPicture } from '../scene/picture.ts';
import { isPlaced } from '../scene/scene.ts';
import type { Spot } from '../view/view.ts';
import { svg } from './svg.ts';
import { seen } from './mark.ts';

/** The ring around the point of one test image, the same image in every panel; dashed at the edge where the point lies outside. */
export class Spotlight {
  readonly element: SVGElement = svg('g', { 'data-lit': '' });
  /** Where the last drawing put it; null where there is none, and where the point lies outside. */
  place: Spot | null = null;
  readonly #ring = svg('circle', { r: '9', fill: 'none', 'stroke-width': '2.5' });

  constructor() {
    this.element.append(svg('circle', { r: '9', fill: 'none', stroke: 'var(--plot)', 'stroke-width': '5.5' }), this.#ring);
    this.#ring.style.stroke = 'var(--ink)';
    this.element.style.display = 'none';
  }

  /** Draws it over a picture; nothing where the image is none of it, or of a hidden class. */
  draw({ scene, view }: PlainPicture, image: number | null): void {
    const i = image === null ? -1 : scene.images.indexOf(image);
    const isSeen = i >= 0 && isPlaced(scene.points, i) && !scene.hidden.has(scene.labels[i]!);
    this.element.style.display = isSeen ? '' : 'none';
    this.element.dataset['lit'] = isSeen ? String(image) : '';
    this.place = null;
    if (!isSeen) return;
    const { spot, outside } = seen([scene.points[2 * i]!, scene.points[2 * i + 1]!], view);
    this.place = outside ? null : spot;
    this.element.setAttribute('transform', `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`);
    this.#ring.setAttribute('stroke-dasharray', outside ? '3 3' : 'none');
  }
}
