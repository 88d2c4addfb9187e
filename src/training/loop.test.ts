import { describe, expect, it } from 'vitest';
import { snapshotImages, TrainingLoop } from './loop.ts';
import type { LoopEvents } from './loop.ts';
import type { Trace, Trainer } from './trainer.ts';

/** A trainer that only counts; a step takes the device `stepMs`. `losses` is what reading them gives. */
function countingTrainer({ losses = async (trace: Trace) => trace, stepMs = 2 }: { losses?: (trace: Trace) => Promise<Trace>; stepMs?: number } = {}) {
  let [done, read] = [0, 0];
  let idleAt = 0;
  const trainer = {
    experiment: { batchSize: 128 },
    evaluator: { probe: { labels: new Uint8Array(2000) } },
    get unreadSteps() {
      return done - read;
    },
    advance(steps: number) {
      done += steps;
      idleAt = Math.max(idleAt, performance.now()) + steps * stepMs;
    },
    readLosses() {
      const [firstStep, count] = [read + 1, done - read];
      read = done;
      return losses({ firstStep, losses: Array.from({ length: count }, () => []) });
    },
  };
  const idle = () => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, idleAt - performance.now())));
  return { trainer: trainer as unknown as Trainer, idle, steps: () => done };
}

const events = (change: Partial<LoopEvents> = {}): LoopEvents => ({ progress: () => {}, snapshot: async () => {}, running: () => {}, failed: () => {}, ...change });

/** Resolves when `holds` does. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the training loop', () => {
  it('tells the losses of every step once and in order', async () => {
    const { trainer, idle } = countingTrainer();
    const told: number[] = [];
    const loop = new TrainingLoop(trainer, events({ progress: ({ firstStep, losses }) => told.push(...losses.map((_, i) => firstStep + i)) }), idle);
    await loop.advance(150);
    expect(told).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
  });

  it('trains on while losses and features are on their way, and waits for them when it is paused', async () => {
    let arrive = () => {};
    const slow = new Promise<void>((resolve) => (arrive = resolve));
    let reads = 0;
    const { trainer, idle, steps } = countingTrainer({ losses: async (trace) => (reads++ === 0 ? trace : slow.then(() => trace)) });
    let drawn = false;
    const snapshot = async () => {
      await slow;
      drawn = true;
    };
    const loop = new TrainingLoop(trainer, events({ snapshot }), idle);
    loop.start();
    await until(() => reads === 2);
    const before = steps();
    await until(() => steps() > before + 20);
    let paused = false;
    const pause = loop.pause().then(() => (paused = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(paused).toBe(false);
    arrive();
    await pause;
    expect(drawn).toBe(true);
    expect(loop.running).toBe(false);
  });

  it.each(['losses', 'snapshot'])('stops with the error of %s', async (what) => {
    const broken = async () => {
      throw new Error('diverged');
    };
    const { trainer, idle, steps } = countingTrainer(what === 'losses' ? { losses: broken } : {});
    let failure: unknown;
    const loop = new TrainingLoop(trainer, events({ failed: (error) => (failure = error), ...(what === 'snapshot' ? { snapshot: broken } : {}) }), idle);
    await expect(loop.advance(100_000)).rejects.toThrow('diverged');
    expect(failure).toMatchObject({ message: 'diverged' });
    expect(steps()).toBeLessThan(100_000);
  });

  it('lets work between two steps wait for features on their way', async () => {
    let arrive = () => {};
    const order: string[] = [];
    const slow = new Promise<void>((resolve) => (arrive = resolve)).then(() => void order.push('features'));
    const { trainer, idle } = countingTrainer();
    let asked = false;
    const snapshot = () => {
      asked = true;
      return slow;
    };
    const loop = new TrainingLoop(trainer, events({ snapshot }), idle);
    loop.start();
    await until(() => asked);
    const between = loop.between(async () => void order.push('between'));
    arrive();
    await between;
    await loop.pause();
    expect(order).toEqual(['features', 'between']);
  });
});

describe('the test images drawn while training', () => {
  it('are all on a fast device', () => {
    expect(snapshotImages(2000, 128, 1)).toBe(2000);
    expect(snapshotImages(40, 128, 1)).toBe(40);
  });

  it('are fewer on a slow one, in steps of 250 and never fewer than that', () => {
    expect(snapshotImages(2000, 128, 110)).toBe(500);
    expect(snapshotImages(2000, 64, 5000)).toBe(250);
    expect(snapshotImages(40, 64, 5000)).toBe(40);
  });
});
