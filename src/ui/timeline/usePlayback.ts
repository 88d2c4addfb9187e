import { useCallback, useEffect, useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import { useController } from '../shared/context.ts';

/** Which way the past is played; null while it stands. */
export type Direction = 1 | -1 | null;

/** Pictures a second to choose from. */
export const paces = [2, 5, 10, 20, 40] as const;

/** The place of the picture that is shown among the steps there are. */
function placeOf(steps: readonly number[], shown: number | null): number {
  if (shown === null) return steps.length - 1;
  const place = steps.findLastIndex((step) => step <= shown);
  return Math.max(0, place);
}

/** Moves by so many pictures; past the last one it is the present. */
export function moveBy(controller: Controller, count: number): void {
  const { past: { steps }, shown } = controller.store.getState();
  const wanted = placeOf(steps, shown) + count;
  if (wanted >= steps.length) controller.past.show(null);
  else if (steps.length > 0) controller.past.show(steps[Math.max(0, wanted)]!);
}

/** Plays the past picture by picture, forwards up to the present or backwards to the beginning. */
export function usePlayback(pace: number): { readonly direction: Direction; play(direction: Direction): void } {
  const controller = useController();
  const [direction, setDirection] = useState<Direction>(null);
  const play = useCallback(
    (wanted: Direction) => {
      const { past: { steps }, shown } = controller.store.getState();
      // From the present there is no way forwards: it begins anew.
      if (wanted === 1 && shown === null && steps.length > 0) controller.past.show(steps[0]!);
      setDirection(wanted);
    },
    [controller],
  );
  useEffect(() => {
    if (direction === null) return;
    let frame = 0;
    let last = performance.now();
    const tick = (now: number) => {
      frame = requestAnimationFrame(tick);
      const due = Math.floor(((now - last) * pace) / 1000);
      if (due === 0) return;
      last += (due * 1000) / pace;
      const { past: { steps }, shown } = controller.store.getState();
      const atEnd = direction === 1 ? shown === null : placeOf(steps, shown) === 0;
      if (atEnd) setDirection(null);
      else moveBy(controller, direction * due);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [controller, direction, pace]);
  return { direction, play };
}
