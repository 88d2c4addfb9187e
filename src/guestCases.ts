import { memory } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { guestDataset, guestExperiment } from './guests.ts';
import { Trainer } from './training/trainer.ts';
import { Looks } from './worker/looks/looks.ts';

/** Tests only: trains the guests on the active backend, and looks at them, measures them and takes them away and back. */
export async function trainGuests(capture: boolean) {
  const before = memory().numTensors;
  const trainer = new Trainer(guestExperiment(), guestDataset(), { capture });
  await trainer.prepare(() => undefined);
  trainer.advance(4);
  const saved = await trainer.checkpoint();
  trainer.change({ kind: 'term', loss: 'shell', runs: [1, 2], weight: 2, on: true });
  trainer.advance(3);
  const { trace, fault } = await trainer.readLosses();
  const looks = new Looks();
  const [{ snapshot, evaluation }, features, end] = [await looks.snapshot(trainer), await looks.features(trainer), await trainer.checkpoint()];
  const { captureState } = trainer;
  trainer.dispose();

  const restored = new Trainer(saved.experiment, guestDataset(), { capture });
  restored.restore(saved);
  restored.change({ kind: 'term', loss: 'shell', runs: [1, 2], weight: 2, on: true });
  restored.advance(3);
  const again = (await restored.readLosses()).trace.losses;
  restored.dispose();
  expect(memory().numTensors).toBe(before);
  return { trace, fault, snapshot, evaluation, features, end, saved, again, captureState };
}

/** Tests only: what has to come of it. */
export function checkGuests({ trace, fault, snapshot, evaluation, features, end, saved, again }: Awaited<ReturnType<typeof trainGuests>>): void {
  expect(fault).toBeNull();
  expect(trace.losses).toHaveLength(7);
  expect(trace.losses[0]!.map((values) => Object.keys(values))).toEqual([
    ['softmax', 'center'],
    ['softmax', 'shell', 'center'],
    ['softmax', 'center', 'shell'],
  ]);
  expect(trace.losses[6]![0]!['softmax']).toBeLessThan(trace.losses[0]![0]!['softmax']!);
  expect(again).toEqual(trace.losses.slice(4));
  for (const { losses } of evaluation.runs) expect(Object.values(losses).every(Number.isFinite)).toBe(true);
  expect(end.arrays['runs/1/parameters/terms/shell/radius']![0]).not.toBe(1);
  expect(saved.arrays['runs/1/parameters/terms/shell/radius']![0]).not.toBe(end.arrays['runs/1/parameters/terms/shell/radius']![0]);
  expect(end.arrays['runs/2/terms/center/centers']).toHaveLength(26 * 3);
  expect(snapshot.count).toBe(40);
  features.features.forEach((rows, r) => {
    expect(rows).toHaveLength(40 * 3);
    const { points, centers } = features.runs[r]!;
    expect([...points]).toEqual(Array.from({ length: 80 }, (_, k) => rows[Math.floor(k / 2) * 3 + 1 + (k % 2)]));
    expect(centers).toHaveLength(26 * 2);
  });
}
