import { useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { inMemory } from '../shared/inMemory.ts';
import styles from './Draw.module.css';
import { padSide } from './ink.ts';
import type { PadSpot } from './ink.ts';
import type { Ink } from './prepare.ts';

interface Props {
  readonly ink: Ink;
  /** A new stroke begins here. */
  readonly onBegin: (spot: PadSpot) => void;
  /** The stroke goes on. */
  readonly onGoOn: (spots: readonly PadSpot[]) => void;
  /** Moves all of it by so many shares of the pad. */
  readonly onMove: (by: PadSpot) => void;
  readonly onUndo: () => void;
}

/** An arrow key moves by one pixel of 28, with Shift by four. */
const step = 1 / 28;
const arrows: Readonly<Record<string, PadSpot>> = { ArrowRight: { x: 1, y: 0 }, ArrowLeft: { x: -1, y: 0 }, ArrowDown: { x: 0, y: 1 }, ArrowUp: { x: 0, y: -1 } };

/** Where one draws with mouse, pen or finger; arrow keys move what is there. */
export function Pad({ ink, onBegin, onGoOn, onMove, onUndo }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pointer = useRef<number | null>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', inMemory);
    if (!context) return;
    const image = new ImageData(padSide, padSide);
    ink.values.forEach((value, i) => image.data.set([value, value, value, 255], 4 * i));
    context.putImageData(image, 0, 0);
  }, [ink]);
  const spotOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): PadSpot => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const begin = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    pointer.current = event.pointerId;
    onBegin(spotOf(event));
  };
  const goOn = (event: PointerEvent<HTMLButtonElement>) => {
    if (pointer.current !== event.pointerId) return;
    const all = event.nativeEvent.getCoalescedEvents?.() ?? [];
    onGoOn((all.length > 0 ? all : [event]).map(spotOf));
  };
  const end = (event: PointerEvent<HTMLButtonElement>) => {
    if (pointer.current === event.pointerId) pointer.current = null;
  };
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    const arrow = arrows[event.key];
    const undoes = event.key === 'z' && (event.ctrlKey || event.metaKey);
    if (!arrow && !undoes) return;
    event.preventDefault();
    const size = step * (event.shiftKey ? 4 : 1);
    if (arrow) onMove({ x: size * arrow.x, y: size * arrow.y });
    else onUndo();
  };
  return (
    <button
      type="button"
      className={styles['pad']}
      aria-label="Pad: draw with mouse, pen or finger; arrow keys move the drawing, Ctrl+Z undoes a stroke"
      onPointerDown={begin}
      onPointerMove={goOn}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={press}
    >
      <canvas ref={canvas} width={padSide} height={padSide} />
    </button>
  );
}
