import { getBackend, sum, tensor } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { tinyDataset } from '../tinyDataset.ts';
import { Trainer } from '../trainer.ts';
import { openBackend } from './backend.ts';
import type { OpenBackend } from './backend.ts';

let opened: OpenBackend | null = null;

afterEach(() => {
  vi.restoreAllMocks();
  opened?.close();
  opened = null;
});

async function trainsAStep(): Promise<void> {
  const trainer = new Trainer({ ...defaultExperiment, batchSize: 8 }, tinyDataset({ side: 10, trainCount: 40 }));
  await trainer.prepare(() => {});
  trainer.advance(2);
  const { trace, fault } = await trainer.readLosses();
  expect(trace.losses).toHaveLength(2);
  expect(fault).toBeNull();
  trainer.dispose();
}

describe('openBackend on this machine’s adapter', () => {
  it('asks again where there is no adapter at first', async () => {
    const ask = vi.spyOn(GPU.prototype, 'requestAdapter').mockResolvedValueOnce(null);
    opened = await openBackend('auto', 'registers');
    expect(opened).toMatchObject({ backend: 'webgpu', advice: null });
    expect(ask.mock.calls).toEqual([[{ powerPreference: 'high-performance' }], [{}]]);
    expect(opened.clockMs).toBeGreaterThanOrEqual(0);
  });

  it('trains on a plain device where the wanted limits are refused', async () => {
    const request = GPUAdapter.prototype.requestDevice;
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(function (this: GPUAdapter, asked) {
      return asked ? Promise.reject(new DOMException('limit not supported', 'OperationError')) : request.call(this);
    });
    opened = await openBackend('auto', 'registers');
    expect(opened).toMatchObject({ backend: 'webgpu', tiles: 'registers' });
    await trainsAStep();
  });

  it('goes on without WebGPU where it turned out not to train, and comes back', async () => {
    const first = await openBackend('auto', 'registers');
    opened = await openBackend('auto', 'registers', { not: ['webgpu', 'webgl'], because: 'This driver refuses a program.' });
    expect(await first.lost).toMatch(/^destroyed/);
    expect(opened.advice).toMatch(/^This driver refuses a program\. Training runs on the CPU/);
    expect(getBackend()).toBe('cpu');
    expect(await sum(tensor([1, 2])).data()).toEqual(Float32Array.of(3));
    opened = await openBackend('auto', 'registers');
    await trainsAStep();
  });
});
