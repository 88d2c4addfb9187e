import { describe, expect, it } from 'vitest';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { factsOf } from './facts.ts';
import { cellAfter, gridPlan } from './gridPlan.ts';
import { confusionDifference, mistakesOf, readByOne } from './mistakes.ts';
import { classCounts, rowsOf, sorted } from './order.ts';
import { pointsCsv } from './pointsCsv.ts';
import { sheetLayout } from './sheet.ts';

const probe = { labels: Uint8Array.of(0, 1, 1, 0, 2, 2), indices: Int32Array.of(40, 7, 12, 3, 99, 5) };

/** The first five images of the probe at step 9, seen by two runs. */
const snapshot = {
  step: 9,
  labels: probe.labels.subarray(0, 5),
  indices: probe.indices.subarray(0, 5),
  runs: [
    { name: '=A', predictions: Uint8Array.of(0, 0, 1, 1, 2), told: { confidences: Float32Array.of(0.5, 0.75, 0.25, 0.75, 1), distances: Float32Array.of(3, 1, 2, 0.5, NaN) }, means: new Float32Array(6), points: Float32Array.of(0, 0, 1, 0, 5, 0, 0, 0.5, 9, 9) },
    { name: 'B', predictions: Uint8Array.of(0, 1, 0, 1, 1), told: { confidences: Float32Array.of(1, 1, 1, 1, 1), distances: new Float32Array(5) }, means: new Float32Array(6), points: new Float32Array(10) },
  ],
} as unknown as DrawnSnapshot;

const images = [5, 99, 12, 7, 3, 40, 1234];
const orderBy = (key: Parameters<typeof sorted>[1], r = 0) => sorted(rowsOf(images, probe, snapshot, r), key).map(({ image }) => image);

describe('images of a selection', () => {
  it('have the class of the probe and what the run makes of them; unknown ones are left out', () => {
    const rows = rowsOf(images, probe, snapshot, 0);
    expect(rows.map(({ image, label }) => [image, label])).toEqual([[5, 2], [99, 2], [12, 1], [7, 1], [3, 0], [40, 0]]);
    expect(rows[3]).toEqual({ image: 7, label: 1, prediction: 0, confidence: 0.75, distance: 1, x: 1, y: 0 });
    expect(rows[0]).toMatchObject({ prediction: -1, confidence: NaN, distance: NaN });
    expect(classCounts(rows.slice(1))).toEqual([[0, 2], [1, 2], [2, 1]]);
  });

  it.each([
    ['number', [3, 5, 7, 12, 40, 99]],
    ['leastSure', [12, 40, 3, 7, 99, 5]],
    ['mostSure', [99, 3, 7, 40, 12, 5]],
    ['farthest', [40, 12, 7, 3, 5, 99]],
    ['nearest', [3, 7, 12, 40, 5, 99]],
  ] as const)('are sorted by %s, what is not known last, equal ones by their numbers', (key, expected) => {
    expect(orderBy(key)).toEqual(expected);
  });

  it('are sorted by the run that was chosen', () => expect(orderBy('leastSure', 1)).toEqual([3, 7, 12, 40, 99, 5]));

  it('have confidence and distance by the head that divides the plane, where nothing else is told', () => {
    const run = { name: 'C', predictions: Uint8Array.of(0, 1), points: Float32Array.of(0.5, 2, -1, 0), means: Float32Array.of(0.5, 0, NaN, NaN), head: Float32Array.of(1, -1, 0, 0, 0, -1) };
    const drawn = { step: 9, labels: Uint8Array.of(0, 1), indices: Int32Array.of(4, 6), runs: [run, { ...run, head: undefined }] } as unknown as DrawnSnapshot;
    const [first, second] = rowsOf([4, 6], drawn, drawn, 0);
    // Logits x and -x - 1.
    expect(first).toEqual({ image: 4, label: 0, prediction: 0, confidence: expect.closeTo(1 / (1 + Math.exp(-2)), 12), distance: 2, x: 0.5, y: 2 });
    expect(second).toEqual({ image: 6, label: 1, prediction: 1, confidence: expect.closeTo(1 / (1 + Math.exp(-1)), 12), distance: NaN, x: -1, y: 0 });
    expect(rowsOf([4], drawn, drawn, 1)[0]!.confidence).toBeNaN();
  });

  it('come as a table in which no cell is a formula', () => {
    const rows = sorted(rowsOf([7, 5], probe, snapshot, 0), 'number');
    const lines = pointsCsv(rows, snapshot, ['0', '-1', 'a,b']).split('\r\n');
    expect(lines[0]).toBe("index,label,'=A prediction,'=A confidence,'=A x,'=A y,'=A distance,B prediction,B confidence,B x,B y,B distance");
    expect(lines.slice(1)).toEqual(['5,"a,b",,,,,,,,,,', "7,'-1,0,0.750000000,1,0,1,'-1,1,0,0,0", '']);
  });
});

describe('mistakes', () => {
  it('are what a run reads wrong, or it alone, without classes that are left out', () => {
    expect(mistakesOf(snapshot, 0, null, [])).toEqual([7, 3]);
    expect(mistakesOf(snapshot, 1, null, [])).toEqual([12, 3, 99]);
    expect(mistakesOf(snapshot, 0, 1, [])).toEqual([7]);
    expect(mistakesOf(snapshot, 1, 0, [])).toEqual([12, 99]);
    expect(mistakesOf(snapshot, 1, 0, [2])).toEqual([12]);
  });

  it('differ between two runs cell by cell', () => {
    expect([...confusionDifference(snapshot, 0, 1, 3)]).toEqual([0, 0, 0, 0, 0, 0, 0, -1, 1]);
    expect(readByOne(snapshot, 0, 1, 1, 0)).toEqual([7, 12]);
    expect(readByOne(snapshot, 0, 1, 2, 1)).toEqual([99]);
    expect(readByOne(snapshot, 0, 1, 0, 0)).toEqual([]);
  });
});

describe('what is known of a point', () => {
  it('is what the worker says, else what is drawn', () => {
    const told = { step: 9, runs: [{ name: '=A', probabilities: Float32Array.of(0.25, 0.5, 0.25), neighbours: Int32Array.of(3, 40) }] };
    expect(factsOf(7, snapshot, told, 0)).toEqual({ name: '=A', prediction: 1, confidence: 0.5, probabilities: told.runs[0]!.probabilities, neighbours: [3, 40] });
    expect(factsOf(40, snapshot, null, 0)).toEqual({ name: '=A', prediction: 0, confidence: 0.5, probabilities: null, neighbours: [3, 7, 12, 99] });
    expect(factsOf(5, snapshot, null, 0)).toEqual({ name: '=A', prediction: -1, confidence: NaN, probabilities: null, neighbours: [] });
  });
});

describe('a grid of images', () => {
  const sizes = { least: 60, caption: 16, width: 290, rows: 3, scrolled: 0 };

  it('fills its width and draws what is in sight, with a row more above and below', () => {
    expect(gridPlan(2000, sizes)).toEqual({ columns: 4, cell: 72, row: 88, height: 44_000, first: 0, end: 16 });
    expect(gridPlan(2000, { ...sizes, scrolled: 880 })).toMatchObject({ first: 36, end: 56 });
    expect(gridPlan(2000, { ...sizes, scrolled: 44_000 - 264 })).toMatchObject({ end: 2000 });
    expect(gridPlan(5, sizes)).toMatchObject({ height: 176, first: 0, end: 5 });
    expect(gridPlan(5, { ...sizes, width: 0 })).toMatchObject({ columns: 1, end: 4 });
    // Fewer images than before, with the scrolling of before.
    expect(gridPlan(5, { ...sizes, scrolled: 8800 })).toMatchObject({ first: 8, end: 5 });
  });

  it('is gone through by keys, no further than its ends', () => {
    const after = (key: string, at: number) => cellAfter(key, at, 10, 4, 3);
    expect(['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'a'].map((key) => after(key, 5))).toEqual([6, 4, 9, 1, 0, 9, 9, null]);
    expect([after('ArrowRight', 9), after('ArrowUp', 2)]).toEqual([9, 0]);
  });
});

describe('a sheet of images', () => {
  it('is about square, and no larger than browsers make', () => {
    expect(sheetLayout(1)).toEqual({ columns: 1, rows: 1, side: 112 });
    expect(sheetLayout(10)).toEqual({ columns: 4, rows: 3, side: 112 });
    const { columns, side } = sheetLayout(2000);
    expect(columns * (side + 2) + 2).toBeLessThanOrEqual(4096);
    expect(side).toBeGreaterThan(80);
  });
});
