import { memory, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawnBatches, drawnEmbeddings, drawnSome } from './batchCases.ts';
import { DeviceBatches } from './deviceBatches.ts';
import { DeviceImages } from './deviceImages.ts';

beforeAll(() => setBackend('cpu'));

describe('DeviceBatches', () => {
  it('draws full batches in the order set, from its start again after the last one, and leaks nothing', async () => {
    const before = memory().numTensors;
    const { drawn, expected } = await drawnBatches();
    expect(drawn).toEqual(expected);
    expect(memory().numTensors).toBe(before);
  });

  it('draws some of the examples, those that its order names', async () => {
    const { drawn, expected } = await drawnSome();
    expect(drawn).toEqual(expected);
  });

  it('draws embeddings in the variants that an order names', async () => {
    const before = memory().numTensors;
    const { drawn, expected } = await drawnEmbeddings();
    expect(drawn).toEqual(expected);
    expect(memory().numTensors).toBe(before);
  });

  it('refuses an order that does not name every image', () => {
    const images = new DeviceImages(new Uint8Array(4), new Uint8Array(4), { height: 1, width: 1, channels: 1, mean: 0, std: 1 });
    expect(() => new DeviceBatches(images, 2).setOrder(Int32Array.of(0, 1))).toThrow('An order of 2 does not fit 4 examples.');
  });
});
