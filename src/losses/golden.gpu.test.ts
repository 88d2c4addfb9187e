import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import { openWebGPU } from '../kernels/webgpuBackend.ts';
import { goldenCases } from './goldenCases.ts';
import { checkGolden } from './checkGolden.ts';

beforeAll(async () => {
  await openWebGPU();
});

describe('center loss on WebGPU', () => {
  it.each(goldenCases)("agrees with PyTorch's numbers: $name", async (golden) => {
    await checkGolden(golden);
    expect.hasAssertions();
  });
});
