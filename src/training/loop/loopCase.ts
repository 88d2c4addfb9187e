import { afterEach, beforeEach, expect, vi } from 'vitest';
import { DeviceLostError } from '../../errors.ts';
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

/** Tests only: puts each test of a file on a fake clock, messages of channels too. */
export function onFakeClock(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('MessageChannel', ClockedChannel);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** Tests only: resolves after so many milliseconds of the clock in use. */
export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface Settings {
  readonly stepMs?: number;
  /** Finished work is told at the next multiple of this time. */
  readonly clockMs?: number;
  readonly from?: number;
  readonly capacity?: number;
  /** The step whose loss is not finite. */
  readonly divergesAt?: number;
}

/** Tests only: a trainer that only counts, on a device that does one step after the other; live changes are noted with their step. */
export function countingDevice({ stepMs = 2, clockMs = 0, from = 0, capacity = 512, divergesAt = Infinity }: Settings = {}) {
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

/** Tests only: a loop on such a device, and what it tells. */
export function startLoop(on: ReturnType<typeof countingDevice>, change: Partial<LoopEvents> = {}) {
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

/** Tests only: whole numbers from one to another. */
export const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Tests only: moves the clock until the work is done. */
export async function run<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const ended = work.finally(() => (over = true));
  ended.catch(() => undefined);
  for (let i = 0; i < 20_000 && !over; i++) await vi.advanceTimersByTimeAsync(10);
  return ended;
}
