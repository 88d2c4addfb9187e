import { setBackend, tensor1d, tidy, variable } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { copyInto } from './copyInto.ts';
import { copiedIntoThree } from './copyIntoCase.ts';

beforeAll(() => setBackend('cpu'));

describe('copyInto', () => {
  it('copies values into a variable, and refuses another shape', async () => {
    const values = tensor1d([3, -1, 0.5]);
    expect(await copiedIntoThree(values)).toEqual([
      [0, 0, 0],
      [3, -1, 0.5],
    ]);
    const held = tidy(() => variable(tensor1d([1, 2]), false));
    expect(() => copyInto(held, values)).toThrow('copyInto: values is [3] float32, not [2] float32.');
    expect([...(await held.data())]).toEqual([1, 2]);
    held.dispose();
    values.dispose();
  });
});
