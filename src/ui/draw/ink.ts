import type { Ink } from './prepare.ts';

/** A place on the pad, 0 to 1 each way, from its upper left corner. */
export interface PadSpot {
  readonly x: number;
  readonly y: number;
}

/** What is on the pad: an image to start from, and strokes over it; all of it moved by `shift`. */
export interface Sketch {
  /** A square of ink; null where it starts from nothing. */
  readonly base: Ink | null;
  readonly strokes: readonly (readonly PadSpot[])[];
  /** In shares of the pad. */
  readonly shift: PadSpot;
}

/** Nothing drawn. */
export const blank: Sketch = { base: null, strokes: [], shift: { x: 0, y: 0 } };

/** Pixels of the pad's side: five for each of an image of 28. */
export const padSide = 140;

/** Half the width of the pen, as a share of the pad: scaled with the digit it comes to the strokes of MNIST. */
const penRadius = 0.042;

/** Distance of (x, y) to the line from a to b. */
function distanceTo(x: number, y: number, a: PadSpot, b: PadSpot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const squared = dx * dx + dy * dy;
  const t = squared > 0 ? Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / squared)) : 0;
  return Math.hypot(x - a.x - t * dx, y - a.y - t * dy);
}

/** Lays one line over ink: where it covers more than what was there. */
function addLine({ side, values }: Ink, a: PadSpot, b: PadSpot): void {
  const radius = penRadius * side;
  const reach = radius + 1;
  const [from, to] = [{ x: a.x * side, y: a.y * side }, { x: b.x * side, y: b.y * side }];
  const within = (value: number) => Math.min(side, Math.max(0, value));
  for (let y = within(Math.floor(Math.min(from.y, to.y) - reach)); y < within(Math.ceil(Math.max(from.y, to.y) + reach)); y++) {
    for (let x = within(Math.floor(Math.min(from.x, to.x) - reach)); x < within(Math.ceil(Math.max(from.x, to.x) + reach)); x++) {
      const cover = Math.min(1, Math.max(0, radius + 0.5 - distanceTo(x + 0.5, y + 0.5, from, to)));
      values[y * side + x] = Math.max(values[y * side + x]!, Math.round(255 * cover));
    }
  }
}

/** The ink of a sketch, `padSide` pixels a side. What lies outside of the pad is cut. */
export function inkOf({ base, strokes, shift }: Sketch): Ink {
  const ink: Ink = { side: padSide, values: new Uint8Array(padSide * padSide) };
  if (base) addBase(ink, base, shift);
  const moved = ({ x, y }: PadSpot) => ({ x: x + shift.x, y: y + shift.y });
  for (const stroke of strokes) stroke.forEach((spot, i) => addLine(ink, moved(stroke[Math.max(0, i - 1)]!), moved(spot)));
  return ink;
}

/** An image over all of the pad, smooth between its pixels. */
function addBase({ side, values }: Ink, base: Ink, shift: PadSpot): void {
  const at = (x: number, y: number) => (x >= 0 && y >= 0 && x < base.side && y < base.side ? base.values[y * base.side + x]! : 0);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [u, v] = [((x + 0.5) / side - shift.x) * base.side - 0.5, ((y + 0.5) / side - shift.y) * base.side - 0.5];
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [p, q] = [u - left, v - top];
      values[y * side + x] = Math.round((1 - q) * ((1 - p) * at(left, top) + p * at(left + 1, top)) + q * ((1 - p) * at(left, top + 1) + p * at(left + 1, top + 1)));
    }
  }
}
