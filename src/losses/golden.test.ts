import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { goldenCases } from './goldenCases.ts';
import { checkGolden } from './checkGolden.ts';

beforeAll(() => setBackend('cpu'));

describe('center loss', () => {
  it.each(goldenCases)("agrees with PyTorch's numbers: $name", async (golden) => {
    await checkGolden(golden);
    expect.hasAssertions();
  });
});
