import { describe, expect, it } from 'vitest';
import { blank, inkOf, padSide } from './ink.ts';
import type { PadSpot } from './ink.ts';
import { asItLies, centred, inForm } from './prepare.ts';

const size = { height: 28, width: 28 };
const drawn = (...strokes: (readonly [number, number])[][]) => inkOf({ ...blank, strokes: strokes.map((stroke) => stroke.map(([x, y]): PadSpot => ({ x, y }))) });

const shapes: Record<string, ReturnType<typeof drawn>> = {
  one: drawn([[0.5, 0.15], [0.48, 0.85]]),
  seven: drawn([[0.2, 0.2], [0.8, 0.2], [0.45, 0.9]]),
  'a small dot in a corner': drawn([[0.05, 0.05]]),
  'a stroke over the border': drawn([[-0.3, 0.4], [0.5, 0.5], [1.4, 0.9]]),
  'an L': drawn([[0.3, 0.1], [0.3, 0.9], [0.7, 0.9]]),
};

/** Box, ends exclusive, of what is at least 12 strong, and center of mass. */
function measured(values: Uint8Array, width = 28) {
  const at = Array.from(values.keys()).filter((i) => values[i]! >= 12);
  const [xs, ys] = [at.map((i) => i % width), at.map((i) => Math.floor(i / width))];
  const mass = values.reduce((a, b) => a + b, 0);
  const mean = (of: (i: number) => number) => values.reduce((sum, value, i) => sum + value * of(i), 0) / mass;
  return {
    width: Math.max(...xs) + 1 - Math.min(...xs),
    height: Math.max(...ys) + 1 - Math.min(...ys),
    x: mean((i) => (i % width) + 0.5),
    y: mean((i) => Math.floor(i / width) + 0.5),
  };
}

describe('centred', () => {
  it.each(Object.keys(shapes))('scales the box of %s to 20 pixels and brings its mass to the middle', (name) => {
    const { width, height, x, y } = measured(centred(shapes[name]!, size)!);
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(20);
    expect(Math.max(width, height)).toBeLessThanOrEqual(21);
    expect(Math.abs(x - 14)).toBeLessThan(0.5);
    expect(Math.abs(y - 14)).toBeLessThan(0.5);
  });

  it('keeps the shape: a one stays thin, and what is drawn larger or elsewhere is the same', () => {
    const { width } = measured(centred(shapes['one']!, size)!);
    expect(width).toBeLessThan(6);
    const there = centred(drawn([[0.3, 0.3], [0.5, 0.3], [0.4, 0.6]]), size)!;
    const elsewhere = centred(drawn([[0.5, 0.4], [0.7, 0.4], [0.6, 0.7]]), size)!;
    expect(Math.max(...there.map((value, i) => Math.abs(value - elsewhere[i]!)))).toBeLessThan(90);
  });

  it('keeps what is drawn within the picture where its mass lies far off its middle', () => {
    const heavy = drawn([[0.1, 0.1], [0.9, 0.9]], ...Array.from({ length: 30 }, (_, i): [number, number][] => [[0.1, 0.1 + i / 100], [0.2, 0.1 + i / 100]]));
    const values = centred(heavy, size)!;
    const { width, height } = measured(values);
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(19);
  });

  it('makes nothing of an empty pad, and prepares to other sizes', () => {
    expect(centred(inkOf(blank), size)).toBeNull();
    expect(asItLies(inkOf(blank), size)).toBeNull();
    const wide = centred(shapes['seven']!, { height: 14, width: 32 })!;
    expect(wide).toHaveLength(14 * 32);
    const { height, x } = measured(wide, 32);
    expect(height).toBeGreaterThanOrEqual(10);
    expect(height).toBeLessThanOrEqual(11);
    expect(Math.abs(x - 16)).toBeLessThan(0.5);
  });
});

describe('asItLies', () => {
  it('keeps size and place: a mean over 5 x 5 pixels of the pad each', () => {
    const ink = shapes['a small dot in a corner']!;
    const values = asItLies(ink, size)!;
    const of = (x: number, y: number) => Array.from({ length: 25 }, (_, k) => ink.values[(5 * y + Math.floor(k / 5)) * padSide + 5 * x + (k % 5)]!).reduce((a, b) => a + b, 0) / 25;
    for (const [x, y] of [[0, 0], [1, 1], [2, 1], [9, 9]] as const) expect(values[y * 28 + x]).toBe(Math.round(of(x, y)));
  });
});

describe('inForm', () => {
  it('is the same in every channel, and dark on light where the images are', () => {
    expect([...inForm(Uint8Array.of(0, 200), { channels: 3, mean: 0.2 })]).toEqual([0, 0, 0, 200, 200, 200]);
    expect([...inForm(Uint8Array.of(0, 200), { channels: 1, mean: 0.9 })]).toEqual([255, 55]);
  });
});

describe('inkOf', () => {
  it('moves all of it, and lays strokes over an image to start from', () => {
    const base = { side: 2, values: Uint8Array.of(255, 255, 255, 255) };
    const moved = inkOf({ base, strokes: [[{ x: 0.1, y: 0.5 }]], shift: { x: 0.5, y: 0 } });
    const row = moved.values.subarray(70 * padSide, 71 * padSide);
    expect([row[10], row[130], row[84]]).toEqual([0, 255, 255]);
  });
});
