import { getBackend, mul, tensor1d } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { enginesToTry } from './engines.ts';

describe('engines of embeddings', () => {
  it('can be started again after they were given up', async () => {
    const engines = await enginesToTry();
    expect(engines.map(({ name }) => name)).toEqual(expect.arrayContaining(['wasm', 'cpu']));
    for (const engine of [...engines, ...engines]) {
      await engine.start();
      expect(getBackend()).toBe(engine.name);
      const [two, three] = [tensor1d([2]), tensor1d([3])];
      const six = mul(two, three);
      expect([...(await six.data())]).toEqual([6]);
      [two, three, six].forEach((tensor) => tensor.dispose());
      engine.stop();
    }
  });
});
