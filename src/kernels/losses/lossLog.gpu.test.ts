import { dispose, memory, scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { LossLog, logCapacity } from './lossLog.ts';

beforeAll(async () => void (await openWebGPU()));

/** Two runs whose losses at step s (from 1) are s, s + 0.25 and s + 0.5, s + 0.75. */
function record(log: LossLog, steps: number, from = 0): void {
  for (let step = from + 1; step <= from + steps; step++) {
    const losses = [0, 0.25, 0.5, 0.75].map((by) => scalar(step + by));
    log.requireRoom(1);
    log.record(losses);
    log.count(1);
    dispose(losses);
  }
}

const rows = (first: number, count: number) => Array.from({ length: count }, (_, i) => [0, 0.25, 0.5, 0.75].map((by) => first + i + 1 + by)).flat();

describe('the log of losses on WebGPU', () => {
  it('gives every step once, to several reads under way, around the end of its ring', async () => {
    const before = memory().numTensors;
    const log = new LossLog(4);
    expect(log.room).toBe(logCapacity);
    record(log, 1500);
    const first = log.read();
    expect(log.room).toBe(logCapacity);
    record(log, 1000, 1500);
    const second = log.read();
    const none = log.read();
    record(log, 1500, 2500);
    expect(log.unread).toBe(1500);
    const third = log.read();
    const told = await Promise.all([first, second, none, third]);
    expect(told.map(({ first: start, values }) => [start, values.length / 4])).toEqual([[0, 1500], [1500, 1000], [2500, 0], [2500, 1500]]);
    for (const { first: start, values } of told) expect([...values]).toEqual(rows(start, values.length / 4));
    log.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('goes on from a step that it is set to, and forgets what was not read', async () => {
    const log = new LossLog(4);
    record(log, 5);
    log.seek(logCapacity * 3 - 2);
    expect(log.unread).toBe(0);
    record(log, 4, logCapacity * 3 - 2);
    const { first, values } = await log.read();
    expect(first).toBe(logCapacity * 3 - 2);
    expect([...values]).toEqual(rows(first, 4));
    log.dispose();
  });

  it('refuses steps that it has no room for', () => {
    const log = new LossLog(1);
    log.count(logCapacity - 1);
    log.requireRoom(1);
    expect(() => log.requireRoom(2)).toThrow(`${logCapacity + 1} steps would be unread; the log holds ${logCapacity}.`);
    log.dispose();
  });
});
