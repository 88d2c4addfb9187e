import { classEllipses } from '../../field/ellipses.ts';
import type { Ellipse } from '../../field/ellipses.ts';
import { ofTen } from '../../shared/classMarks.ts';
import { deviationRings } from '../scene/ellipses.ts';
import { lookFor } from '../scene/look.ts';
import type { PlainPicture } from '../scene/picture.ts';
import { projection } from '../view/view.ts';
import type { View } from '../view/view.ts';
import { svg } from './svg.ts';

/** What takes the unit circle to an ellipse of so many standard deviations on a panel, as SVG's matrix(a b c d e f). */
export function ellipseMatrix({ middle: [x, y], axes: [[ax, ay], [bx, by]] }: Ellipse, view: View, deviations: number): readonly number[] {
  const { scaleX, offsetX, scaleY, offsetY } = projection(view);
  return [deviations * scaleX * ax, deviations * scaleY * ay, deviations * scaleX * bx, deviations * scaleY * by, offsetX + scaleX * x, offsetY + scaleY * y];
}

/** How far the points of each class lie apart: its ellipses of one and two standard deviations, in its colour. It is computed in every frame while it is shown. */
export class Spread {
  readonly element: SVGElement = svg('g', { 'data-spread': '', fill: 'none' });
  shown = false;
  #circles: SVGElement[][] = [];

  /** Draws what a picture has of it. */
  draw({ scene, view, theme }: PlainPicture): void {
    if (!this.shown && this.#circles.length === 0) return;
    const ellipses = this.shown ? classEllipses(scene.points, scene.labels, scene.classNames.length) : [];
    if (this.#circles.length !== ellipses.length) this.#make(ellipses.length);
    const { inks } = lookFor(theme, Math.min(view.width, view.height));
    ellipses.forEach((ellipse, c) => {
      const visible = ellipse !== null && !scene.hidden.has(c);
      this.#circles[c]!.forEach((circle, r) => {
        circle.style.display = visible ? '' : 'none';
        if (!visible) return;
        circle.setAttribute('transform', `matrix(${ellipseMatrix(ellipse, view, deviationRings[r]!.deviations).map((value) => value.toFixed(3)).join(' ')})`);
        circle.style.stroke = ofTen(inks, c);
      });
    });
  }

  #make(classes: number): void {
    this.#circles = Array.from({ length: classes }, (_, c) =>
      deviationRings.map(({ deviations, width, opacity }) => svg('circle', { 'data-class': String(c), 'data-deviations': String(deviations), r: '1', 'stroke-width': String(width), 'stroke-opacity': String(opacity), 'vector-effect': 'non-scaling-stroke' })),
    );
    this.element.replaceChildren(...this.#circles.flat());
  }
}
