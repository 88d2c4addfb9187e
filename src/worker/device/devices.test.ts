import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { Devices } from './devices.ts';
import type { Opener } from './device.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Backends as `openBackend` opens them, without one: `wishes` are what was asked for, `lose` takes the last one away. */
function devicesOf(backend: 'webgpu' | 'cpu' = 'webgpu') {
  const wishes: Parameters<Opener>[] = [];
  const told: string[] = [];
  let lose = () => {};
  const open: Opener = async (...wish) => {
    wishes.push(wish);
    const lost = new Promise<string>((resolve) => (lose = () => resolve('by the test')));
    return { backend, adapter: `number ${wishes.length}`, software: false, tiles: null, advice: null, clockMs: 0, lost, idle: async () => {}, close: () => {} };
  };
  const devices = new Devices(open, ({ adapter }) => told.push(`opened ${adapter}`), () => told.push('lost'));
  const lost = async () => {
    lose();
    await vi.advanceTimersByTimeAsync(0);
  };
  const adapter = () => devices.on(async ({ info }) => info.adapter);
  return { devices, wishes, told, lost, adapter };
}

/** What comes of work when the time has passed in which the loss of a device may still be told. */
async function timed<T>(work: Promise<T>): Promise<T> {
  const outcome = work.then((value) => () => value, (error: unknown) => () => {
    throw error;
  });
  await vi.advanceTimersByTimeAsync(300);
  return (await outcome)();
}

describe('the device in use', () => {
  it('is opened once for all who work on it', async () => {
    const { adapter, told } = devicesOf();
    expect(await Promise.all([adapter(), adapter(), adapter()])).toEqual(['number 1', 'number 1', 'number 1']);
    expect(told).toEqual(['opened number 1']);
  });

  it('is replaced where it goes away under work, which is done anew, and where nobody works on it', async () => {
    const { devices, adapter, told, lost } = devicesOf();
    const worked: string[] = [];
    const work = devices.on(({ info }) => {
      worked.push(info.adapter);
      return worked.length === 1 ? new Promise<string>(() => {}) : Promise.resolve('done');
    });
    await vi.advanceTimersByTimeAsync(0);
    await lost();
    expect(await work).toBe('done');
    expect([worked, told]).toEqual([['number 1', 'number 2'], ['opened number 1', 'lost', 'opened number 2']]);
    await vi.advanceTimersByTimeAsync(60_000);
    await lost();
    expect(await adapter()).toBe('number 3');
  });

  it('is opened again after what its going away causes, though that is seen before it is told', async () => {
    const { devices, lost } = devicesOf();
    let failing = true;
    const work = devices.on(async ({ info }) => {
      if (!failing) return info.adapter;
      failing = false;
      throw new DOMException('Buffer was unmapped.', 'AbortError');
    });
    await vi.advanceTimersByTimeAsync(4000);
    await lost();
    expect(await work).toBe('number 2');
  });

  it('lost twice within a minute is not opened a third time, until a person asks for one', async () => {
    const { devices, wishes, adapter, lost } = devicesOf();
    await adapter();
    await lost();
    await adapter();
    await vi.advanceTimersByTimeAsync(59_000);
    await lost();
    await expect(adapter()).rejects.toThrow('The GPU device was lost twice within a minute.');
    await expect(adapter()).rejects.toMatchObject({ name: 'DeviceLostError', hint: expect.stringContaining('Press Restart') });
    expect(wishes).toHaveLength(2);
    devices.forgive();
    expect(await adapter()).toBe('number 3');
  });

  it('asks for the next one with the reason to tell where no adapter comes back', async () => {
    const { devices, wishes, adapter, lost } = devicesOf();
    devices.wishFor('auto', 'registers');
    await adapter();
    await lost();
    await adapter();
    expect(wishes).toEqual([['auto', 'registers', { not: [], because: '' }], ['auto', 'registers', { not: [], because: expect.stringContaining('restart the browser') }]]);
  });

  it('gives way to the next backend where it refuses what a person did not choose, and never for their own mistakes', async () => {
    const { devices, wishes } = devicesOf();
    let refusals = 1;
    expect(await timed(devices.on(async ({ info }) => {
      if (refusals-- > 0) throw new Error('the driver refuses this program');
      return info.adapter;
    }))).toBe('number 2');
    expect(wishes[1]![2]).toEqual({ not: ['webgpu'], because: 'WebGPU failed: the driver refuses this program' });
    await expect(timed(devices.on(() => Promise.reject(new PlaygroundError('Seed is -1.', 'Use another.'))))).rejects.toThrow('Seed is -1.');
    devices.wishFor('webgpu', 'measured');
    await expect(timed(devices.on(() => Promise.reject(new Error('no memory'))))).rejects.toThrow('no memory');
    expect(wishes).toHaveLength(2);
  });

  it('has no other to give way to on the CPU', async () => {
    const { devices, wishes } = devicesOf('cpu');
    await expect(timed(devices.on(() => Promise.reject(new Error('no memory'))))).rejects.toThrow('no memory');
    expect(wishes).toHaveLength(1);
  });
});
