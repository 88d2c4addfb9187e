import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ImageForm } from '../../data/dataset.ts';
import { useController } from '../shared/context.ts';
import { sight } from '../shared/sight.ts';
import { blank, inkOf } from './ink.ts';
import type { PadSpot, Sketch } from './ink.ts';
import { asItLies, centred, inForm } from './prepare.ts';
import type { Ink } from './prepare.ts';

/** A sketch, and whether it is centred as MNIST was or seen where it lies. */
interface OnPad {
  readonly sketch: Sketch;
  readonly centre: boolean;
}

const clear: OnPad = { sketch: blank, centre: true };

/** One for the page: an open pad that is out of sight, as while presenting, keeps what is on it. */
const onPad = createStore<OnPad>(() => clear);

/** Images of one form are drawn on one pad. */
export const padName = ({ height, width, channels }: ImageForm): string => `${height} ${width} ${channels}`;

/** What is on the pad and what a network sees of it. */
export interface SketchState {
  readonly sketch: Sketch;
  readonly ink: Ink;
  /** [height, width, channels] bytes; null while nothing is drawn. */
  readonly seen: Uint8Array | null;
  readonly centre: boolean;
  begin(spot: PadSpot): void;
  goOn(spots: readonly PadSpot[]): void;
  move(by: PadSpot): void;
  undo(): void;
  /** Nothing, or an image, in place of all. */
  startFrom(base: Ink | null): void;
  setCentre(centre: boolean): void;
}

/** The pad of a set of images of one form; every change is shown to the runs at once. Closed, or for images of another form, it is empty again. */
export function useSketch(form: ImageForm): SketchState {
  const { drawing, store } = useController();
  const { sketch, centre } = useStore(onPad);
  const setSketch = (change: (held: Sketch) => Sketch) => onPad.setState((held) => ({ sketch: change(held.sketch) }));
  const ink = useMemo(() => inkOf(sketch), [sketch]);
  const seen = useMemo(() => {
    const prepared = (centre ? centred : asItLies)(ink, form);
    return prepared && inForm(prepared, form);
  }, [ink, form, centre]);
  useEffect(() => void drawing.show(seen), [drawing, seen]);
  useEffect(
    () => () => {
      const now = store.getState().setUp?.dataset.form;
      if (sight.getState().pad && now && 'height' in now && padName(now) === padName(form)) return;
      onPad.setState(clear);
      void drawing.show(null);
    },
    [drawing, store, form],
  );
  return {
    sketch,
    ink,
    seen,
    centre,
    // A stroke begun after a move lies where the pen is.
    begin: (spot) => setSketch((held) => ({ ...held, strokes: [...held.strokes, [unmoved(spot, held)]] })),
    goOn: (spots) => setSketch((held) => ({ ...held, strokes: [...held.strokes.slice(0, -1), [...(held.strokes.at(-1) ?? []), ...spots.map((spot) => unmoved(spot, held))]] })),
    move: (by) => setSketch((held) => ({ ...held, shift: { x: held.shift.x + by.x, y: held.shift.y + by.y } })),
    undo: () => setSketch((held) => ({ ...held, strokes: held.strokes.slice(0, -1) })),
    startFrom: (base) => setSketch(() => ({ ...blank, base })),
    setCentre: (chosen) => onPad.setState({ centre: chosen }),
  };
}

const unmoved = ({ x, y }: PadSpot, { shift }: Sketch): PadSpot => ({ x: x - shift.x, y: y - shift.y });
