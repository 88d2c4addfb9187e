import type { Spot } from './view.ts';

/** What dragging does on a panel; 'none' leaves touch to scrolling. */
export type DragMode = 'zoom' | 'pan' | 'turn' | 'select' | 'lasso' | 'none';

/** What a person does on a panel, in CSS pixels from its upper left corner. */
export interface GestureEvents {
  /** Drew a box to zoom into, between two corners. */
  onZoom(from: Spot, to: Spot): void;
  /** Moved the view by so many pixels since the last call. */
  onPan(x: number, y: number): void;
  /** Turned what is shown by so many pixels since the last call. */
  onTurn(x: number, y: number): void;
  /** Took hold of it to turn it, or let go; whether by a finger. */
  onHold(held: boolean, byFinger: boolean): void;
  /** Drew around points: the corners of a box, or a lasso. */
  onSelect(outline: readonly Spot[]): void;
  /** Double-clicked: back to the whole. */
  onReset(): void;
  /** Where a pointer is that asks what lies there: a mouse over the panel, or a tap; null once it is gone. */
  onPoint(spot: Spot | null): void;
}

const cursors: Readonly<Record<DragMode, string>> = { none: '', pan: 'move', turn: 'grab', zoom: 'crosshair', select: 'crosshair', lasso: 'crosshair' };

/** A drag is one from this many pixels on. */
const leastDrag = 4;

interface Drag {
  readonly pointer: number;
  readonly mode: DragMode;
  readonly byFinger: boolean;
  readonly from: Spot;
  readonly path: Spot[];
  moved: boolean;
}

const svg = (name: string) => document.createElementNS('http://www.w3.org/2000/svg', name);

/**
 * Pointers on a panel, the same whether the canvas or Plotly is in sight: Plotly's own dragging never begins, so that it may
 * redraw at any time. `element` shows what is being drawn.
 */
export class Gestures {
  readonly element: SVGElement = svg('svg') as SVGElement;
  readonly #outline = svg('path');
  readonly #root: HTMLElement;
  readonly #events: GestureEvents;
  #mode: DragMode = 'none';
  #yields = false;
  #drag: Drag | null = null;

  /** Listens on `root` until `signal` ends it. */
  constructor(root: HTMLElement, signal: AbortSignal, events: GestureEvents) {
    this.#root = root;
    this.#events = events;
    this.element.append(this.#outline);
    const listen = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, options: AddEventListenerOptions = {}) =>
      root.addEventListener(type, listener, { ...options, signal });
    for (const type of ['mousedown', 'touchstart'] as const) listen(type, (event) => event.stopPropagation(), { capture: true, passive: true });
    listen('pointerdown', (event) => this.#begin(event));
    listen('pointermove', (event) => this.#goOn(event));
    listen('pointerup', (event) => this.#end(event));
    listen('pointercancel', () => this.#stop());
    listen('lostpointercapture', () => this.#stop());
    listen('pointerleave', (event) => event.pointerType !== 'touch' && events.onPoint(null));
    listen('dblclick', () => events.onReset());
    signal.addEventListener('abort', () => this.#stop());
    document.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#stop(), { signal });
    document.addEventListener('pointerdown', ({ target }) => !(target instanceof Node && root.contains(target)) && events.onPoint(null), { signal });
  }

  /** What the next drag does. Where it `yields`, a finger that moves up or down scrolls the page. */
  does(mode: DragMode, yields = false): void {
    this.#mode = mode;
    this.#yields = yields;
    this.#root.style.touchAction = mode === 'none' ? '' : yields ? 'pan-y' : 'none';
    this.#root.style.cursor = cursors[mode];
  }

  #spot({ clientX, clientY }: PointerEvent): Spot {
    const { left, top } = this.#root.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #begin(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0) return;
    const from = this.#spot(event);
    this.#drag = { pointer: event.pointerId, mode: this.#mode, byFinger: event.pointerType === 'touch', from, path: [from], moved: false };
    if (this.#mode !== 'none') this.#root.setPointerCapture(event.pointerId);
  }

  #goOn(event: PointerEvent): void {
    const spot = this.#spot(event);
    const drag = this.#drag;
    if (!drag && event.pointerType !== 'touch') this.#events.onPoint(spot);
    if (!drag || drag.pointer !== event.pointerId) return;
    const last = drag.path.at(-1)!;
    if (!drag.moved && Math.hypot(spot.x - drag.from.x, spot.y - drag.from.y) < leastDrag) return;
    // The page is about to scroll: nothing is to move with it meanwhile.
    if (!drag.moved && this.#yields && drag.byFinger && Math.abs(spot.y - drag.from.y) > Math.abs(spot.x - drag.from.x)) return this.#stop();
    if (!drag.moved && drag.mode !== 'none') this.#events.onPoint(null);
    if (!drag.moved && drag.mode === 'turn') this.#events.onHold(true, drag.byFinger);
    drag.moved = true;
    drag.path.push(spot);
    if (drag.mode === 'pan') this.#events.onPan(spot.x - last.x, spot.y - last.y);
    else if (drag.mode === 'turn') this.#events.onTurn(spot.x - last.x, spot.y - last.y);
    else if (drag.mode !== 'none') this.#show(outlineOf(drag));
  }

  #end(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag || drag.pointer !== event.pointerId) return;
    this.#stop();
    if (!drag.moved) {
      if (event.pointerType === 'touch') this.#events.onPoint(drag.from);
    } else if (drag.mode === 'zoom') {
      const to = drag.path.at(-1)!;
      if (Math.max(Math.abs(to.x - drag.from.x), Math.abs(to.y - drag.from.y)) >= leastDrag) this.#events.onZoom(drag.from, to);
    } else if (drag.mode === 'select' || drag.mode === 'lasso') this.#events.onSelect(outlineOf(drag));
  }

  #stop(): void {
    if (this.#drag?.mode === 'turn' && this.#drag.moved) this.#events.onHold(false, this.#drag.byFinger);
    this.#drag = null;
    this.#show([]);
  }

  #show(outline: readonly Spot[]): void {
    this.#outline.setAttribute('d', outline.length > 0 ? `M${outline.map(({ x, y }) => `${x} ${y}`).join('L')}Z` : '');
  }
}

function outlineOf({ mode, from, path }: Drag): readonly Spot[] {
  const to = path.at(-1)!;
  return mode === 'lasso' ? path : [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}
