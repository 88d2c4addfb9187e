import { projection } from '../view/view.ts';
import type { Spot, View } from '../view/view.ts';
import { placeSeen } from '../view/orientation.ts';
import type { Orientation } from '../view/orientation.ts';
import { svg } from './svg.ts';

/** Room between the panel's edge and a mark that lies outside, in CSS pixels. */
const inset = 14;

/** Time of a flight from place to place, in milliseconds: below what two answers are apart, so that it follows a pen. */
const flightMs = 120;

/** A place on a panel, in feature units. */
type Place = readonly [x: number, y: number];

/** A place in a picture, in feature units; in space with its depth, as seen from the front. */
export type MarkedPlace = readonly [x: number, y: number, depth?: number];

const between = (from: MarkedPlace, to: MarkedPlace, share: number): MarkedPlace => {
  const [x, y, depth] = [0, 1, 2].map((k) => (from[k] ?? 0) + share * ((to[k] ?? 0) - (from[k] ?? 0))) as [number, number, number];
  return [x, y, depth];
};

/** Slow at its end. */
const eased = (t: number) => 1 - (1 - t) ** 3;

/**
 * The place of one picture among the features: a ring with a halo, above all points. It flies from place to place; outside of
 * the view it waits at the edge, dashed. It draws itself, so that nothing else is drawn anew.
 */
export class Mark {
  readonly element: SVGElement = svg('g', { 'data-mark': '' });
  readonly #ring = svg('circle', { r: '8', fill: 'none', 'stroke-width': '2.5' });
  #from: MarkedPlace = [0, 0];
  #to: MarkedPlace | null = null;
  #start = 0;
  #frame = 0;
  #view: View | null = null;
  #orientation: Orientation | undefined;
  #now: MarkedPlace | null = null;

  constructor() {
    this.element.append(
      svg('circle', { r: '14', fill: 'var(--accent)', 'fill-opacity': '0.2', stroke: 'none' }),
      svg('circle', { r: '8', fill: 'none', stroke: 'var(--plot)', 'stroke-width': '5.5' }),
      this.#ring,
      svg('circle', { r: '1.8', fill: 'var(--accent)', stroke: 'none' }),
    );
    this.#ring.style.stroke = 'var(--accent)';
    this.element.style.display = 'none';
  }

  /** Where it is drawn now, in feature units; null where there is none. */
  get place(): Place | null {
    return this.#now && placeSeen(this.#now, this.#orientation);
  }

  /** Flies to a place, or is there at once when `still` and where it was nowhere before; null takes it away. */
  put(place: MarkedPlace | null, still: boolean): void {
    const finite = place?.every((value) => Number.isFinite(value)) ? place : null;
    this.#from = this.#now ?? finite ?? [0, 0];
    this.#start = still || !this.#now ? -Infinity : performance.now();
    this.#to = finite;
    this.element.dataset['to'] = finite?.join(' ') ?? '';
    cancelAnimationFrame(this.#frame);
    this.#fly(performance.now());
  }

  /** Takes another view, of a picture in space from an orientation. */
  look(view: View, orientation?: Orientation): void {
    this.#view = view;
    this.#orientation = orientation;
    this.#show();
  }

  /** Ends a flight. */
  dispose(): void {
    cancelAnimationFrame(this.#frame);
  }

  readonly #fly = (now: number): void => {
    const to = this.#to;
    const t = Math.min(1, Math.max(0, (now - this.#start) / flightMs));
    const share = eased(t);
    this.#now = to && (t < 1 ? between(this.#from, to, share) : to);
    this.#show();
    if (to && t < 1) this.#frame = requestAnimationFrame(this.#fly);
  };

  #show(): void {
    const [place, view] = [this.#now, this.#view];
    this.element.style.display = place && view ? '' : 'none';
    if (!place || !view) return;
    const { spot, outside } = seen(placeSeen(place, this.#orientation), view);
    this.element.setAttribute('transform', `translate(${spot.x.toFixed(1)} ${spot.y.toFixed(1)})`);
    this.#ring.setAttribute('stroke-dasharray', outside ? '3 3' : 'none');
    this.element.dataset['outside'] = String(outside);
  }
}

/** Where a place is seen on a panel: at its edge where it lies outside. */
export function seen([x, y]: Place, view: View): { readonly spot: Spot; readonly outside: boolean } {
  const { scaleX, offsetX, scaleY, offsetY } = projection(view);
  const [px, py] = [offsetX + scaleX * x, offsetY + scaleY * y];
  const within = (value: number, size: number) => Math.min(size - inset, Math.max(inset, value));
  const spot = { x: within(px, view.width), y: within(py, view.height) };
  return { spot, outside: px < 0 || py < 0 || px > view.width || py > view.height };
}
