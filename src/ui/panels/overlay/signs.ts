import { ofTen } from '../../shared/classMarks.ts';
import { lookFor } from '../scene/look.ts';
import type { PlainPicture } from '../scene/picture.ts';
import type { Spot } from '../view/view.ts';
import { Mark } from './mark.ts';
import { Spotlight } from './spotlight.ts';
import { Spread } from './spread.ts';
import { svg } from './svg.ts';
import { tugPicture } from './tugScene.ts';
import type { Arrow, TugOptions } from './tugScene.ts';

/** Half the width of an arrow's head and its length, in CSS pixels; a shorter arrow has a smaller one. */
const tip = { half: 4, length: 9 };

/** An arrow as a path, its head at its end. */
function arrowPath({ from, to }: Arrow): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length < 1) return '';
  const share = Math.min(1, length / (2 * tip.length));
  const [ux, uy] = [(share * dx) / length, (share * dy) / length];
  const [bx, by] = [to.x - tip.length * ux, to.y - tip.length * uy];
  const point = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  return `M${point(from.x, from.y)}L${point(to.x, to.y)}M${point(bx - tip.half * uy, by + tip.half * ux)}L${point(to.x, to.y)}L${point(bx + tip.half * uy, by - tip.half * ux)}`;
}

/**
 * What is drawn in SVG above all else and is no part of the features: the ring around a point that is pointed at elsewhere, the
 * mark of a picture that a person drew, the pulls of the losses, and the spread of the classes. It follows every frame of the
 * plot, and draws itself when only it changes.
 */
export class Signs {
  readonly element: SVGElement = svg('svg', { 'data-signs': '' });
  readonly mark = new Mark();
  /** The test image that is ringed at the next drawing; null for none. */
  lit: number | null = null;
  readonly #spotlight = new Spotlight();
  readonly #spread = new Spread();
  readonly #arrows: Readonly<Record<'field' | 'softmax' | 'center' | 'sum', SVGElement>>;
  readonly #balance = svg('path', { 'data-balance': '', 'stroke-width': '2.5' });
  #tug: TugOptions | null = null;

  constructor() {
    const path = (name: string, width: string, opacity = '1') => svg('path', { 'data-pull': name, fill: 'none', 'stroke-width': width, 'stroke-opacity': opacity, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' });
    this.#arrows = { field: path('field', '1.2', '0.55'), softmax: path('softmax', '2.6'), center: path('center', '2.6'), sum: path('sum', '3.4') };
    this.element.append(this.#spread.element, ...Object.values(this.#arrows), this.#balance, this.#spotlight.element, this.mark.element);
  }

  /** What of the tug of war the next drawing shows; null for nothing. */
  set tug(options: TugOptions | null) {
    this.#tug = options;
  }

  /** Whether the next drawing shows the spread of each class. */
  set spread(shown: boolean) {
    this.#spread.shown = shown;
  }

  get spread(): boolean {
    return this.#spread.shown;
  }

  /** Where the ring was drawn last; null where there is none, and where its point lies outside. */
  get litPlace(): Spot | null {
    return this.#spotlight.place;
  }

  /** Draws over a picture; where the arrows begin, null where there are none: then nothing is computed. */
  draw(picture: PlainPicture): Spot | null {
    this.mark.look(picture.view, picture.scene.orientation);
    this.#spotlight.draw(picture, this.lit);
    this.#spread.draw(picture);
    const shown = this.#tug && tugPicture(picture.scene, picture.view, this.#tug);
    this.#arrows.field.setAttribute('d', shown?.field.map(arrowPath).join('') ?? '');
    for (const pull of ['softmax', 'center', 'sum'] as const) this.#arrows[pull].setAttribute('d', shown ? arrowPath(shown[pull]) : '');
    const balance = shown?.balance;
    this.#balance.setAttribute('d', balance ? `M${balance.x.toFixed(1)} ${(balance.y - 7).toFixed(1)}l7 7l-7 7l-7 -7Z` : '');
    if (shown) this.#color(picture);
    return shown?.spot ?? null;
  }

  /** Ends what moves. */
  dispose(): void {
    this.mark.dispose();
  }

  #color({ theme, view }: PlainPicture): void {
    const { inks, ink, muted, background, accent } = lookFor(theme, Math.min(view.width, view.height));
    const own = ofTen(inks, this.#tug!.label);
    this.#arrows.field.style.stroke = muted;
    this.#arrows.softmax.style.stroke = ink;
    this.#arrows.center.style.stroke = own;
    this.#arrows.sum.style.stroke = accent;
    Object.assign(this.#balance.style, { fill: background, stroke: accent });
  }
}
