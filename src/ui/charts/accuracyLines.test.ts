import { expect, test } from 'vitest';
import type { Evaluation } from '../../worker/looks/looks.ts';
import { accuracyLines } from './accuracyLines.ts';

const evaluation = (step: number, count: number, ...accuracies: number[]) => ({ step, count, runs: accuracies.map((testAccuracy) => ({ testAccuracy })) }) as unknown as Evaluation;

test('a run has a line through its samples, and lone points where the whole test set was measured', () => {
  const lines = accuracyLines(['A', 'B'], [evaluation(0, 250, 0.1, 0.1), evaluation(10, 250, 0.5, 0.4), evaluation(12, 2004, 0.45, 0.42)], 2004);
  expect(lines).toEqual([
    { run: 0, name: 'A', x: [0, 10], y: [0.1, 0.5] },
    { run: 1, name: 'B', x: [0, 10], y: [0.1, 0.4] },
    { run: 0, name: 'A, all 2,004', x: [12], y: [0.45], as: 'points' },
    { run: 1, name: 'B, all 2,004', x: [12], y: [0.42], as: 'points' },
  ]);
});

test('the whole test set makes the line where nothing else was measured', () => {
  expect(accuracyLines(['A'], [evaluation(0, 40, 0.1), evaluation(5, 40, 0.6)], 40)).toEqual([{ run: 0, name: 'A', x: [0, 5], y: [0.1, 0.6] }]);
});

test('a line has a gap where the size of the sample changes', () => {
  const [line] = accuracyLines(['A'], [evaluation(0, 250, 0.1), evaluation(10, 250, 0.5), evaluation(12, 2000, 0.45), evaluation(20, 2000, 0.6)], 10_000);
  expect(line).toEqual({ run: 0, name: 'A', x: [0, 10, 10, 12, 20], y: [0.1, 0.5, Number.NaN, 0.45, 0.6] });
});
