import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CancelledError, DeviceLostError } from '../../errors.ts';
import type { Trace, Trainer } from '../trainer.ts';
import type { LoopEvents } from './events.ts';
import { Lifeline } from './lifeline.ts';
import { TrainingLoop } from './loop.ts';
import type { Speed } from './pace.ts';

/** A channel whose messages arrive by the fake clock. */
class ClockedChannel {
  readonly port1: { onmessage: (() => void) | null; close(): void } = { onmessage: null, close: () => {} };
  readonly port2 = { postMessage: () => void setTimeout(() => this.port1.onmessage?.(), 0) };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MessageChannel', ClockedChannel);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Settings {
  readonly stepMs?: number;
  /** Finished work is told at the next multiple of this time. */
  readonly clockMs?: number;
  readonly from?: number;
  readonly capacity?: number;
  /** The step whose loss is not finite. */
  readonly divergesAt?: number;
}

/** A trainer that only counts, on a device that does one step after the other; live changes are noted with their step. */
function countingDevice({ stepMs = 2, clockMs = 0, from = 0, capacity = 512, divergesAt = Infinity }: Settings = {}) {
  let [done, read] = [from, from];
  let device: Promise<void> = Promise.resolve();
  let [busyMs, doneMs] = [0, 0];
  const lifeline = new Lifeline();
  const told = () => wait(clockMs > 0 ? clockMs - (performance.now() % clockMs) : 0);
  const changes: (readonly [step: number, change: string])[] = [];
  const trainer = {
    experiment: { batchSize: 128 },
    evaluator: { probe: { labels: new Uint8Array(2000) } },
    get step() {
      return done;
    },
    get unreadSteps() {
      return done - read;
    },
    get roomForSteps() {
      return capacity - (done - read);
    },
    advance(steps: number) {
      expect(steps).toBeGreaterThan(0);
      expect(done + steps - read).toBeLessThanOrEqual(capacity);
      done += steps;
      busyMs += steps * stepMs;
      device = device.then(() => wait(steps * stepMs)).then(() => void (doneMs += steps * stepMs));
    },
    async readLosses() {
      const [firstStep, end] = [read + 1, done];
      read = done;
      await device.then(told);
      const last = Math.min(end, divergesAt - 1);
      const trace: Trace = { firstStep, losses: Array.from({ length: Math.max(0, last - firstStep + 1) }, () => []) };
      return { trace, fault: end >= divergesAt ? new Error(`NaN at step ${divergesAt}`) : null };
    },
  };
  return {
    trainer: trainer as unknown as Trainer,
    device: { idle: () => device.then(told), clockMs, lifeline, isLost: async () => lifeline.isCut },
    changes,
    change: (change: string) => changes.push([done, change]),
    busy: () => busyMs,
    queuedMs: () => busyMs - doneMs,
    lose: () => lifeline.cut(new DeviceLostError('The GPU device was lost.', '')),
  };
}

function startLoop(on: ReturnType<typeof countingDevice>, change: Partial<LoopEvents> = {}) {
  const told: number[] = [];
  const running: boolean[] = [];
  const failed: unknown[] = [];
  const waits: (readonly [step: number, seconds: number])[] = [];
  const events: LoopEvents = {
    progress: ({ firstStep, losses }) => told.push(...losses.map((_, i) => firstStep + i)),
    snapshot: async () => {},
    checkpoint: async () => {},
    running: (now) => running.push(now),
    waiting: (step, seconds) => waits.push([step, seconds]),
    failed: (error) => failed.push(error),
    ...change,
  };
  const speed: Speed = { stepsPerSecond: null };
  const loop = new TrainingLoop(on.trainer, events, on.device, speed);
  return { loop, speed, told, running, failed, waits };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Moves the clock until the work is done. */
async function run<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const ended = work.finally(() => (over = true));
  ended.catch(() => undefined);
  for (let i = 0; i < 20_000 && !over; i++) await vi.advanceTimersByTimeAsync(10);
  return ended;
}

describe('the training loop', () => {
  it('tells the losses of every step once and in order', async () => {
    const { loop, told, running } = startLoop(countingDevice());
    await run(loop.advance(150));
    expect(told).toEqual(numbers(1, 150));
    await run(loop.pause());
    expect(running).toEqual([true, false]);
  });

  it('adds requests for steps up', async () => {
    const on = countingDevice();
    const { loop } = startLoop(on);
    const reached = [20, 20].map((count) => loop.advance(count).then(() => loop.stepTold));
    expect(await run(Promise.all(reached))).toEqual([20, 40]);
    await run(loop.pause());
    expect(on.trainer.step).toBe(40);
  });

  it('goes on past the steps asked for when it is started meanwhile', async () => {
    const on = countingDevice();
    const { loop } = startLoop(on);
    const reached = loop.advance(30);
    loop.start();
    await run(reached);
    expect(loop.stepTold).toBe(30);
    await vi.advanceTimersByTimeAsync(200);
    expect(on.trainer.step).toBeGreaterThan(60);
    await run(loop.pause());
  });

  it('refuses who waits for steps when a pause comes first, with the step reached', async () => {
    const on = countingDevice({ stepMs: 10 });
    const { loop, told } = startLoop(on);
    const [near, far] = [loop.advance(3), loop.advance(500)];
    const outcome = far.catch((error: unknown) => error);
    await run(near);
    await run(loop.pause());
    const error = await outcome;
    expect(error).toBeInstanceOf(CancelledError);
    expect(String(error)).toContain(`Paused at step ${on.trainer.step}, before step 503 was reached.`);
    expect(told).toEqual(numbers(1, on.trainer.step));
  });

  it('trains on for ever after a pause that came when every loss had been read', async () => {
    const on = countingDevice({ stepMs: 1, capacity: 64 });
    const { loop, told } = startLoop(on);
    for (let round = 1; round <= 3; round++) {
      await run(loop.advance(100));
      await run(loop.pause());
      await run(loop.pause());
    }
    expect(told).toEqual(numbers(1, 300));
  });

  it('rests between a pause and a start that follows at once', async () => {
    const on = countingDevice();
    const { loop, running, failed } = startLoop(on);
    loop.start();
    await vi.advanceTimersByTimeAsync(50);
    const paused = loop.pause();
    loop.start();
    await run(paused);
    const { step } = on.trainer;
    await vi.advanceTimersByTimeAsync(100);
    expect(on.trainer.step).toBeGreaterThan(step);
    expect([running, failed]).toEqual([[true], []]);
    await run(loop.pause());
  });

  it.each([0.02, 0.05, 0.5])('reads the losses in time where a step takes %f ms', async (stepMs) => {
    const { loop, told } = startLoop(countingDevice({ stepMs, clockMs: 100, capacity: 128 }));
    await run(loop.advance(3000));
    expect(told).toEqual(numbers(1, 3000));
  });

  it.each([
    [2, 0],
    [29, 0],
    [2, 100],
    [29, 100],
    [110, 100],
  ])('keeps a device busy on which a step takes %i ms and finished work is told every %i ms', async (stepMs, clockMs) => {
    const on = countingDevice({ stepMs, clockMs });
    const { loop } = startLoop(on);
    await run(loop.advance(40));
    const [began, busy] = [performance.now(), on.busy()];
    await run(loop.advance(400));
    const wall = performance.now() - began - clockMs - 10;
    expect(wall).toBeLessThan(2 * (on.busy() - busy));
  });

  it.each([
    [2, 0],
    [25, 0],
    [2, 100],
    [25, 100],
    [250, 100],
  ])('tells speed truly, and has a bounded queue, where a step takes %i ms and finished work is told every %i ms', async (stepMs, clockMs) => {
    const on = countingDevice({ stepMs, clockMs });
    const speeds: number[] = [];
    const { loop } = startLoop(on, { progress: (_trace, told) => speeds.push(told) });
    loop.start();
    await vi.advanceTimersByTimeAsync(4000);
    let deepest = 0;
    for (let i = 0; i < 40; i++) {
      await vi.advanceTimersByTimeAsync(100);
      deepest = Math.max(deepest, on.queuedMs());
    }
    await run(loop.pause());
    expect(deepest).toBeLessThanOrEqual(100 + 2 * clockMs + 2 * stepMs);
    for (const told of speeds.slice(-10)) {
      expect(told).toBeGreaterThan(0.7 * stepMs);
      expect(told).toBeLessThan(2 * stepMs + 5);
    }
  });

  it('answers a pause within 100 ms or a step, where finished work is told at once', async () => {
    const on = countingDevice({ stepMs: 30 });
    const { loop } = startLoop(on);
    loop.start();
    await vi.advanceTimersByTimeAsync(3000);
    const began = performance.now();
    await run(loop.pause());
    expect(performance.now() - began).toBeLessThan(100 + 30 + 10);
  });

  it('stops at a loss that is not finite, after telling those before it', async () => {
    const { loop, told, failed, running } = startLoop(countingDevice({ divergesAt: 38 }));
    const waiting = loop.advance(500).catch(String);
    expect(await run(waiting)).toContain('NaN at step 38');
    expect(told).toEqual(numbers(1, 37));
    expect(failed.map(String)).toEqual(['Error: NaN at step 38']);
    expect(running).toEqual([true, false]);
  });

  it('goes on where its device was lost and replaced: every step is told once, and who waits is answered', async () => {
    const first = countingDevice({ stepMs: 10 });
    const { loop, told, failed } = startLoop(first);
    const reached = loop.advance(100);
    await vi.advanceTimersByTimeAsync(400);
    first.lose();
    await run(loop.ended());
    const before = loop.stepTold;
    expect(before).toBeGreaterThan(5);
    const second = countingDevice({ stepMs: 10, from: 5 });
    loop.replace(second.trainer, second.device, [7, before + 2].map((step) => ({ step, act: () => second.change(`after ${step}`) })));
    await run(reached);
    expect(told).toEqual(numbers(1, 100));
    expect(second.changes).toEqual([7, before + 2].map((step) => [step, `after ${step}`]));
    expect(failed).toEqual([]);
  });

  it('comes back to the step that it had reached when its device is lost at rest, and a change waits for it', async () => {
    const first = countingDevice();
    const { loop, told } = startLoop(first);
    await run(loop.advance(30));
    await run(loop.pause());
    first.lose();
    const second = countingDevice({ from: 10 });
    loop.replace(second.trainer, second.device, []);
    expect(loop.act(() => second.change('weight'))).toBe(30);
    await run(loop.pause());
    expect(second.trainer.step).toBe(30);
    expect(second.changes).toEqual([[30, 'weight']]);
    expect(told).toEqual(numbers(1, 30));
  });

  it('says every second which step is under way, where one takes long', async () => {
    const { loop, waits } = startLoop(countingDevice({ stepMs: 3500 }));
    await run(loop.advance(2));
    expect(waits).toEqual([[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]].slice(0, waits.length));
    expect(waits.length).toBeGreaterThanOrEqual(5);
  });

  it('keeps a pace, and full speed once it is asked for', async () => {
    const on = countingDevice();
    const { loop, speed } = startLoop(on);
    speed.stepsPerSecond = 5;
    loop.start();
    await vi.advanceTimersByTimeAsync(3000);
    expect(on.trainer.step).toBeGreaterThanOrEqual(13);
    expect(on.trainer.step).toBeLessThanOrEqual(17);
    speed.stepsPerSecond = null;
    await vi.advanceTimersByTimeAsync(1000);
    expect(on.trainer.step).toBeGreaterThan(200);
    await run(loop.pause());
  });

  it('keeps the training every five seconds, and draws without waiting for it', async () => {
    const [snapshot, checkpoint] = [vi.fn<() => Promise<void>>(async () => {}), vi.fn<() => Promise<void>>(async () => {})];
    const { loop } = startLoop(countingDevice(), { snapshot, checkpoint });
    loop.start();
    await vi.advanceTimersByTimeAsync(16_000);
    await run(loop.pause());
    expect(checkpoint).toHaveBeenCalledTimes(3);
    expect(snapshot.mock.calls.length).toBeGreaterThan(10);
  });

  it('does other work between two steps', async () => {
    const on = countingDevice({ stepMs: 10 });
    const { loop } = startLoop(on);
    loop.start();
    await vi.advanceTimersByTimeAsync(500);
    const [from, to] = await run(
      loop.between(async () => {
        const { step } = on.trainer;
        await wait(200);
        return [step, on.trainer.step];
      }),
    );
    expect(to).toBe(from);
    await run(loop.pause());
  });
});
