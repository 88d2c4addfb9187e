/** An axis of plain numbers: its ends and round numbers between them. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** Decimals that tell the ticks apart. */
  readonly decimals: number;
}

/** Ticks at most. */
const mostTicks = 6;

/** Room beside the outermost values, of the distance between them. */
const margin = 0.06;

/** The least 1, 2 or 5 times a power of ten that is not below `value`. */
function roundedUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value * (1 - 1e-9))!;
}

/**
 * An axis around these values, `least` wide at least, so that what differs by nothing worth a look lies on one place. Null of
 * no values.
 */
export function axisOf(values: readonly number[], least: number): Axis | null {
  if (values.length === 0) return null;
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const half = Math.max((max - min) * (0.5 + margin), least / 2);
  const [low, high] = [(min + max) / 2 - half, (min + max) / 2 + half];
  const step = roundedUp((high - low) / mostTicks);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return { low, high, ticks: Array.from({ length: count }, (_, i) => (first + i) * step), decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** Where a value lies on an axis: 0 at its low end, 1 at its high one. */
export const placeOn = ({ low, high }: Axis, value: number): number => (value - low) / (high - low);

/** Dots nearer than this part of the axis in one lane cover each other, also on a phone. */
const covering = 0.03;

/** Where a dot lies besides its place on the axis. */
export interface DotSpot {
  readonly lane: number;
  /** Dots that it stands beside its place, to the right where positive; 0 unless all lanes are taken there. */
  readonly beside: number;
}

/** 0, 1, -1, 2, -2 and so on. */
const besideOf = (round: number) => (round % 2 === 1 ? (round + 1) / 2 : -round / 2 + 0);

/** Spots of dots at places on an axis, 0 to 1, so that none covers another: dot i has lane i modulo `lanes` unless that is taken at its place. */
export function spotsOf(places: readonly number[], lanes: number): DotSpot[] {
  const spots: DotSpot[] = [];
  const isTaken = (place: number, { lane, beside }: DotSpot) => spots.some((spot, i) => spot.lane === lane && spot.beside === beside && Math.abs(places[i]! - place) < covering);
  places.forEach((place, i) => {
    const spot = (k: number): DotSpot => ({ lane: (i + k) % lanes, beside: besideOf(Math.floor(k / lanes)) });
    let k = 0;
    while (isTaken(place, spot(k))) k++;
    spots.push(spot(k));
  });
  return spots;
}
