import { useEffect, useMemo, useState } from 'react';
import type { ImageForm } from '../../data/dataset.ts';
import { useController } from '../shared/context.ts';
import { blank, inkOf } from './ink.ts';
import type { PadSpot, Sketch } from './ink.ts';
import { asItLies, centred, inForm } from './prepare.ts';
import type { Ink } from './prepare.ts';

/** What is on the pad and what a network sees of it. */
export interface SketchState {
  readonly sketch: Sketch;
  readonly ink: Ink;
  /** [height, width, channels] bytes; null while nothing is drawn. */
  readonly seen: Uint8Array | null;
  begin(spot: PadSpot): void;
  goOn(spots: readonly PadSpot[]): void;
  move(by: PadSpot): void;
  undo(): void;
  /** Nothing, or an image, in place of all. */
  startFrom(base: Ink | null): void;
}

/** The pad of a set of images of one form; every change is shown to the runs at once. @param centre as MNIST was, or where it lies. */
export function useSketch(form: ImageForm, centre: boolean): SketchState {
  const { drawing } = useController();
  const [sketch, setSketch] = useState<Sketch>(blank);
  const ink = useMemo(() => inkOf(sketch), [sketch]);
  const seen = useMemo(() => {
    const prepared = (centre ? centred : asItLies)(ink, form);
    return prepared && inForm(prepared, form);
  }, [ink, form, centre]);
  useEffect(() => void drawing.show(seen), [drawing, seen]);
  useEffect(() => () => void drawing.show(null), [drawing]);
  return {
    sketch,
    ink,
    seen,
    // A stroke begun after a move lies where the pen is.
    begin: (spot) => setSketch((held) => ({ ...held, strokes: [...held.strokes, [unmoved(spot, held)]] })),
    goOn: (spots) => setSketch((held) => ({ ...held, strokes: [...held.strokes.slice(0, -1), [...(held.strokes.at(-1) ?? []), ...spots.map((spot) => unmoved(spot, held))]] })),
    move: (by) => setSketch((held) => ({ ...held, shift: { x: held.shift.x + by.x, y: held.shift.y + by.y } })),
    undo: () => setSketch((held) => ({ ...held, strokes: held.strokes.slice(0, -1) })),
    startFrom: (base) => setSketch({ ...blank, base }),
  };
}

const unmoved = ({ x, y }: PadSpot, { shift }: Sketch): PadSpot => ({ x: x - shift.x, y: y - shift.y });
