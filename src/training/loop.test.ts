import { describe, expect, it } from 'vitest';
import { TrainingLoop } from './loop.ts';
import type { LoopEvents } from './loop.ts';
import type { Trace, Trainer } from './trainer.ts';

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A trainer that only counts; a step takes the device `stepMs`. `losses` is what reading them gives, `most` the most steps queued at once. */
function countingTrainer({ losses = async (trace: Trace) => trace, stepMs = 2 }: { losses?: (trace: Trace) => Promise<Trace>; stepMs?: number } = {}) {
  let [done, read] = [0, 0];
  let [queued, most] = [0, 0];
  let device: Promise<void> = Promise.resolve();
  const trainer = {
    experiment: { batchSize: 128 },
    evaluator: { probe: { labels: new Uint8Array(2000) } },
    get unreadSteps() {
      return done - read;
    },
    advance(steps: number) {
      done += steps;
      most = Math.max(most, (queued += steps));
      device = device.then(() => wait(steps * stepMs)).then(() => void (queued -= steps));
    },
    readLosses() {
      const [firstStep, count] = [read + 1, done - read];
      read = done;
      return losses({ firstStep, losses: Array.from({ length: count }, () => []) }).then((trace) => ({ trace, fault: null }));
    },
  };
  return { trainer: trainer as unknown as Trainer, idle: () => device, steps: () => done, most: () => most };
}

const events = (change: Partial<LoopEvents> = {}): LoopEvents => ({ progress: () => {}, snapshot: async () => {}, running: () => {}, failed: () => {}, ...change });

/** Resolves when `holds` does. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(5);
}

describe('the training loop', () => {
  it('tells the losses of every step once and in order', async () => {
    const { trainer, idle } = countingTrainer();
    const told: number[] = [];
    const loop = new TrainingLoop(trainer, events({ progress: ({ firstStep, losses }) => told.push(...losses.map((_, i) => firstStep + i)) }), idle);
    await loop.advance(150);
    expect(told).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
  });

  it('trains on while losses and features are on their way; a pause waits for the losses, not for the features', async () => {
    let [arrive, show] = [() => {}, () => {}];
    const slow = new Promise<void>((resolve) => (arrive = resolve));
    const shown = new Promise<void>((resolve) => (show = resolve));
    let [reads, snapshots] = [0, 0];
    const { trainer, idle, steps } = countingTrainer({ losses: async (trace) => (reads++ === 0 ? trace : slow.then(() => trace)) });
    const snapshot = () => {
      snapshots++;
      return shown;
    };
    const loop = new TrainingLoop(trainer, events({ snapshot }), idle);
    loop.start();
    await until(() => reads === 2 && snapshots === 1);
    const before = steps();
    await until(() => steps() > before + 20);
    let paused = false;
    const pause = loop.pause().then(() => (paused = true));
    await wait(50);
    expect(paused).toBe(false);
    arrive();
    await pause;
    expect(loop.running).toBe(false);
    let worked = false;
    const between = loop.between(async () => (worked = true));
    await wait(20);
    expect(worked).toBe(false);
    show();
    await between;
    expect(snapshots).toBe(1);
  });

  it.each([
    { stepMs: 5, steps: 100, ahead: 2 },
    { stepMs: 80, steps: 10, ahead: 1 },
  ])('queues at most $ahead of steps that take $stepMs ms, so that a pause waits no longer than 100 ms or one step', async ({ stepMs, steps, ahead }) => {
    const { trainer, idle, most } = countingTrainer({ stepMs });
    const loop = new TrainingLoop(trainer, events(), idle);
    await loop.advance(steps);
    expect(most()).toBe(ahead);
  });

  it('draws after each step of a slow pace from the second on: the device has time for it', async () => {
    let snapshots = 0;
    const { trainer, idle } = countingTrainer({ stepMs: 40 });
    const loop = new TrainingLoop(trainer, events({ snapshot: async () => void snapshots++ }), idle);
    loop.setSpeed(4);
    await loop.advance(4);
    expect(snapshots).toBe(3);
  });

  it('tells a fault of features that arrive after a pause', async () => {
    let show = () => {};
    const shown = new Promise<void>((resolve) => (show = resolve));
    let asked = false;
    const snapshot = async () => {
      asked = true;
      await shown;
      throw new Error('lost');
    };
    const failures: unknown[] = [];
    const { trainer, idle } = countingTrainer();
    const loop = new TrainingLoop(trainer, events({ snapshot, failed: (error) => failures.push(error) }), idle);
    loop.start();
    await until(() => asked);
    await loop.pause();
    expect(failures).toEqual([]);
    show();
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([{ message: 'lost' }]);
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
