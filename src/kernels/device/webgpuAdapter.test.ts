import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeAdapter, fakeDevice, fakeGpu } from './fakeGpu.ts';
import { openDevice, requestAdapter } from './webgpuAdapter.ts';

const device = fakeDevice();
const adapter = fakeAdapter(() => device);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Waits for the work while the fake clock runs. */
async function timed<T>(work: Promise<T>): Promise<T> {
  const settled = work.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
  await vi.runAllTimersAsync();
  return (await settled)();
}

describe('requestAdapter', () => {
  it('asks for the fast one, and a second and third time without wishes where there is none', async () => {
    for (const before of [[], [null], [null, null], [new Error('GPU process restarts')]]) {
      const { gpu, asked } = fakeGpu(...before, adapter);
      vi.stubGlobal('navigator', { gpu });
      expect((await timed(requestAdapter()))?.adapter).toBe(adapter);
      expect(asked).toEqual([{ powerPreference: 'high-performance' }, {}, {}].slice(0, before.length + 1));
    }
  });

  it('gives up after the third time, with the browser’s reason', async () => {
    const { gpu, asked } = fakeGpu(null, new Error('blocklisted'), null);
    vi.stubGlobal('navigator', { gpu });
    await expect(timed(requestAdapter())).rejects.toThrow('This browser has WebGPU, but found no adapter for it (blocklisted).');
    expect(asked).toHaveLength(3);
  });

  it('is null where the browser has no WebGPU', async () => {
    for (const navigator of [undefined, {}, { gpu: undefined }]) {
      vi.stubGlobal('navigator', navigator);
      expect(await timed(requestAdapter())).toBeNull();
    }
  });

  it.each<[string, Record<string, unknown>, { name: string; software: boolean }]>([
    ['by its description', { info: { description: 'Acme One', vendor: 'acme' } }, { name: 'Acme One', software: false }],
    ['by vendor and architecture', { info: { description: '', vendor: 'acme', architecture: 'one' } }, { name: 'acme one', software: false }],
    ['by an older browser’s promise', { info: undefined, requestAdapterInfo: async () => ({ vendor: 'google', architecture: 'swiftshader' }) }, { name: 'google swiftshader', software: true }],
    ['where that is refused', { info: undefined, requestAdapterInfo: () => Promise.reject(new Error('denied')) }, { name: 'unnamed adapter', software: false }],
    ['not at all, where the browser tells nothing', { info: undefined }, { name: 'unnamed adapter', software: false }],
    ['by an older browser’s flag', { info: undefined, isFallbackAdapter: true }, { name: 'unnamed adapter', software: true }],
    ['by the flag of its info', { info: { isFallbackAdapter: true } }, { name: 'unnamed adapter', software: true }],
  ])('names an adapter %s', async (_, change, description) => {
    vi.stubGlobal('navigator', fakeGpu(fakeAdapter(() => device, change)));
    expect((await timed(requestAdapter()))?.description).toMatchObject(description);
  });
});

describe('openDevice', () => {
  it('asks for features and limits that the adapter knows', async () => {
    const asked: unknown[] = [];
    vi.stubGlobal('navigator', fakeGpu(fakeAdapter((descriptor) => (asked.push(descriptor), device))));
    expect((await timed(openDevice())).device).toBe(device);
    expect(asked).toEqual([{ requiredFeatures: ['subgroups'], requiredLimits: { maxBufferSize: 2 ** 30, maxComputeInvocationsPerWorkgroup: 1024 } }]);
  });

  it('takes a plain device from a new adapter where that is refused, and says what it lacks', async () => {
    const picky = fakeAdapter((descriptor) => {
      if (descriptor) throw new Error('limit is higher than the adapter allows');
      return device;
    });
    const { gpu, asked } = fakeGpu(picky);
    vi.stubGlobal('navigator', { gpu });
    expect(await timed(openDevice())).toMatchObject({ device, description: { subgroups: false } });
    expect(asked).toHaveLength(2);
  });

  it('says why where there is none', async () => {
    const refusing = fakeAdapter(() => {
      throw new Error('out of memory');
    });
    for (const [navigator, message] of [
      [{ ...fakeGpu(refusing) }, 'The WebGPU adapter "acme one" gives no device (out of memory).'],
      [{ ...fakeGpu(null) }, 'found no adapter for it.'],
      [{}, 'This browser has no WebGPU.'],
    ] as const) {
      vi.stubGlobal('navigator', navigator);
      await expect(timed(openDevice())).rejects.toMatchObject({ name: 'PlaygroundError', message: expect.stringContaining(message) });
    }
  });
});
