import { getBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeAdapter, fakeDevice, fakeGpu } from '../../kernels/device/fakeGpu.ts';
import { openBackend } from './backend.ts';
import { measureClock } from './deviceClock.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const withDevice = (change: Record<string, unknown>) => fakeGpu(fakeAdapter(() => fakeDevice(change)));
const refusing = fakeAdapter(() => {
  throw new Error('out of memory');
});

describe('openBackend', () => {
  it.each<[string, unknown, RegExp]>([
    ['no WebGPU', undefined, /^This browser has no WebGPU\./],
    ['no adapter', fakeGpu(null), /found no adapter/],
    ['an adapter that throws', fakeGpu(new Error('blocklisted')), /found no adapter for it \(blocklisted\)/],
    ['an adapter without a device', fakeGpu(refusing), /gives no device \(out of memory\)/],
    ['a device that fails in the trial', withDevice({ queue: { submit: () => {}, onSubmittedWorkDone: () => Promise.reject(new Error('driver fault')) } }), /driver fault/],
    ['a device lost while it is opened', withDevice({ lost: Promise.resolve({ reason: 'unknown', message: 'GPU process crashed' }) }), /lost while it was opened \(GPU process crashed\)/],
  ])('trains on the next backend where there is %s, and says why in its advice', async (_, navigator, reason) => {
    vi.stubGlobal('navigator', navigator);
    const opened = await openBackend('auto');
    expect(opened).toMatchObject({ backend: 'cpu', adapter: 'CPU', tiles: null, clockMs: 0 });
    expect(opened.advice).toMatch(reason);
    expect(opened.advice).toMatch(/Training runs on the CPU, many times slower\. For WebGPU use a current/);
    expect(getBackend()).toBe('cpu');
  });

  it('opens WebGPU anew when its device goes away in the opening', async () => {
    const devices = [fakeDevice({ lost: Promise.resolve({ reason: 'unknown', message: 'crashed' }) }), fakeDevice()];
    vi.stubGlobal('navigator', fakeGpu(fakeAdapter(() => devices.shift()!)));
    expect(await openBackend('auto', 'registers')).toMatchObject({ backend: 'webgpu', adapter: 'acme one', tiles: 'registers', advice: null });
  });

  it('leaves out what turned out not to train, with the reason', async () => {
    vi.stubGlobal('navigator', withDevice({}));
    const opened = await openBackend('auto', 'measured', { not: ['webgpu', 'webgl'], because: 'This driver refuses the program conv.' });
    expect(opened).toMatchObject({ backend: 'cpu', advice: 'This driver refuses the program conv. Training runs on the CPU, many times slower. For WebGPU update the browser and the graphics driver.' });
  });

  it('refuses where nothing is left, with all reasons, and takes no other than the one asked for', async () => {
    vi.stubGlobal('navigator', undefined);
    await expect(openBackend('auto', 'measured', { not: ['cpu'], because: 'No memory.' })).rejects.toThrow(/^No backend can train here\. No memory\. This browser has no WebGPU\. TensorFlow\.js could not open WebGL/);
    await expect(openBackend('webgpu')).rejects.toThrow('This browser has no WebGPU.');
    await expect(openBackend('webgl')).rejects.toThrow('TensorFlow.js could not open WebGL');
    await expect(openBackend('webgpu', 'measured', { not: ['webgpu'], because: 'A program is refused.' })).rejects.toThrow('A program is refused. The address asks for the backend webgpu and no other.');
  });

  it('does not take another backend for tiles that are not offered', async () => {
    vi.stubGlobal('navigator', withDevice({}));
    await expect(openBackend('auto', 'squares')).rejects.toThrow('Tiles "squares" are not offered by this adapter.');
  });

  it('gives the device back when it is closed', async () => {
    vi.stubGlobal('navigator', withDevice({}));
    const opened = await openBackend('webgpu', 'registers');
    opened.close();
    expect(await opened.lost).toBe('destroyed: Device was destroyed.');
  });
});

describe('measureClock', () => {
  it('is the median time until the browser tells finished work', async () => {
    vi.useFakeTimers();
    const waits = [3, 100, 40];
    const device = fakeDevice({ queue: { submit: () => {}, onSubmittedWorkDone: () => new Promise<void>((resolve) => setTimeout(resolve, waits.shift())) } });
    const measured = measureClock(device);
    await vi.runAllTimersAsync();
    expect(await measured).toBe(40);
    expect(waits).toEqual([]);
  });
});
