import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { drawnBatches, drawnEmbeddings, drawnSome } from './batchCases.ts';

beforeAll(async () => void (await openWebGPU()));

describe('DeviceBatches on WebGPU', () => {
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
});
