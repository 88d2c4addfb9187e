import { describe, expect, it } from 'vitest';
import { nextTask } from '../waits.ts';
import { Lifeline } from './lifeline.ts';
import { Submissions } from './submissions.ts';

/** A device whose work is done when the test says so, in the order that it says. */
function deviceByHand() {
  const told: (() => void)[] = [];
  const idle = () => new Promise<void>((resolve) => told.push(resolve));
  return { told, device: { idle, clockMs: 0, lifeline: new Lifeline(), isLost: async () => false } };
}

describe('submissions', () => {
  it.each([
    [[0, 1, 2]],
    [[2, 1, 0]],
    [[1, 2, 0]],
  ])('are waited for in whatever order they are told to be done: %j', async (order) => {
    const { told, device } = deviceByHand();
    const submissions = new Submissions(device);
    for (const steps of [1, 2, 4]) submissions.add(steps);
    let left = 7;
    let over = 0;
    const waits: Promise<unknown>[] = [];
    for (const which of order) {
      waits.push(submissions.atMost(0).then(() => over++));
      await nextTask();
      expect([submissions.steps, over]).toEqual([left, 0]);
      told[which]!();
      left -= [1, 2, 4][which]!;
      await nextTask();
    }
    await Promise.all(waits);
    expect(submissions.steps).toBe(0);
  });
});
