import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { setSight, sight } from '../shared/sight.ts';
import type { FeaturePlot } from './FeaturePlot.ts';
import styles from './TugHandle.module.css';

interface Props {
  readonly title: string;
  /** Index of the run. */
  readonly run: number;
  readonly plot: RefObject<FeaturePlot | null>;
  /** The button, whose `translate` and `hidden` the plot's host sets. */
  readonly handle: RefObject<HTMLButtonElement | null>;
}

/** An arrow key moves by so many pixels, with Shift by the larger number. */
const small = 6;
const large = 30;
const arrows: Readonly<Record<string, readonly [number, number]>> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Where the pulls are asked for: dragged by a pointer, moved by arrow keys. Hidden by the plot while there is nothing to pull. */
export function TugHandle({ title, run, plot, handle }: Props) {
  const grabbed = useRef<{ readonly pointer: number; readonly dx: number; readonly dy: number } | null>(null);
  const middle = () => {
    const { left, top, width, height } = handle.current!.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  const put = (x: number, y: number) => {
    const panel = handle.current!.parentElement!.getBoundingClientRect();
    const place = plot.current?.featureAt({ x: Math.min(panel.width, Math.max(0, x - panel.left)), y: Math.min(panel.height, Math.max(0, y - panel.top)) });
    if (place) setSight({ places: { ...sight.getState().places, [run]: place } });
  };
  const grab = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = middle();
    grabbed.current = { pointer: event.pointerId, dx: x - event.clientX, dy: y - event.clientY };
  };
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    const held = grabbed.current;
    if (held?.pointer === event.pointerId) put(event.clientX + held.dx, event.clientY + held.dy);
  };
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const size = event.shiftKey ? large : small;
    const { x, y } = middle();
    put(x + size * arrow[0], y + size * arrow[1]);
  };
  const release = () => {
    grabbed.current = null;
  };
  return (
    <button
      ref={handle}
      type="button"
      hidden
      className={styles['handle']}
      aria-label={`Place of the pulls in ${title}: drag it, or use the arrow keys`}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={press}
    />
  );
}
