import { tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { copiedIntoThree } from './copyIntoCase.ts';

beforeAll(openWebGPU);

it('copyInto on WebGPU copies values into a variable', async () => {
  const values = tensor1d([3, -1, 0.5]);
  expect(await copiedIntoThree(values)).toEqual([
    [0, 0, 0],
    [3, -1, 0.5],
  ]);
  values.dispose();
});
