import type { ViewMode } from '../../../app/store/state.ts';
import { easedExtent, fullWindow, isFull, sizeOf } from './view.ts';
import type { Spot, View, Window } from './view.ts';

/** The least part of the whole plot's width that a zoom may show. */
const leastShare = 1e-4;

/** What part of feature space a panel shows: the extent its points ask for, and within it where a person zoomed and moved. */
export class Camera {
  /** The extent that the points ask for, in feature units. */
  wanted = 0;
  #extent = 0;
  #zoom: Window | null = null;
  #width = 0;
  #height = 0;

  /** Whether the panel has a size and can be drawn. */
  get open(): boolean {
    return this.#width > 0 && this.#height > 0;
  }

  /** The map from features to the panel as it is now. */
  get view(): View {
    return { extent: this.#extent || 1, window: this.#zoom ?? this.#full, width: this.#width, height: this.#height };
  }

  get #full(): Window {
    return fullWindow(this.#width, this.#height);
  }

  /** Takes another size in CSS pixels; a zoom ends with the shape it was made for. */
  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#zoom = null;
  }

  /** Another experiment: its own extent, unless locked, and no zoom. */
  begin(mode: ViewMode): void {
    this.#zoom = null;
    if (this.#extent === 0 || mode !== 'locked') this.#extent = this.wanted;
  }

  /**
   * Moves the extent for `elapsedMs` towards where the view mode wants it, or there at once when `still`; `largest` is of all
   * panels. True while it is on its way.
   */
  ease(mode: ViewMode, largest: number, elapsedMs: number, still: boolean): boolean {
    const target = this.target(mode, largest);
    if (this.#extent === target) return false;
    this.#extent = still ? target : easedExtent(this.#extent, target, Math.min(elapsedMs, 100));
    return this.#extent !== target;
  }

  /** The extent that the view mode wants. */
  target(mode: ViewMode, largest: number): number {
    if (mode === 'locked') return this.#extent;
    return mode === 'linked' ? largest : this.wanted;
  }

  /** Shows all of a box, as large as the panel's shape allows. */
  zoomInto(from: Spot, to: Spot): void {
    const { window, width, height } = this.view;
    const share = Math.max(Math.abs(to.x - from.x) / width, Math.abs(to.y - from.y) / height);
    const { width: spanX, height: spanY } = sizeOf(window);
    const middleX = window.x[0] + (spanX * (from.x + to.x)) / 2 / width;
    const middleY = window.y[1] - (spanY * (from.y + to.y)) / 2 / height;
    const least = (leastShare * sizeOf(this.#full).width) / spanX;
    const [halfX, halfY] = [spanX, spanY].map((span) => (span * Math.max(share, least)) / 2) as [number, number];
    this.#look({ x: [middleX - halfX, middleX + halfX], y: [middleY - halfY, middleY + halfY] });
  }

  /** Moves everything shown by so many pixels. */
  moveBy(x: number, y: number): void {
    const { window, width, height } = this.view;
    const size = sizeOf(window);
    const right = (-x * size.width) / width;
    const up = (y * size.height) / height;
    this.#look({ x: [window.x[0] + right, window.x[1] + right], y: [window.y[0] + up, window.y[1] + up] });
  }

  /** Back to the whole plot. */
  reset(): void {
    this.#zoom = null;
  }

  #look(window: Window): void {
    this.#zoom = isFull({ ...this.view, window }) ? null : window;
  }
}
