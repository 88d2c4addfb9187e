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
