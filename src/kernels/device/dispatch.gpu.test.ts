import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activeWebGPU, dispatch, toTensor } from './dispatch.ts';
import { openWebGPU } from './webgpuBackend.ts';

beforeAll(async () => {
  const { adapter } = await openWebGPU();
  console.info(`WebGPU adapter: ${adapter.name}${adapter.software ? ' (software)' : ''}, subgroups: ${adapter.subgroups}`);
});

const doubleAndNegate = {
  key: 'test/doubleAndNegate',
  code: /* wgsl */ `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> counter: array<f32>;
@group(0) @binding(2) var<storage, read_write> doubled: array<f32>;
@group(0) @binding(3) var<storage, read_write> negated: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= arrayLength(&x)) { return; }
  doubled[id.x] = 2.0 * x[id.x];
  negated[id.x] = -x[id.x];
  if (id.x == 0u) { counter[0] += 1.0; }
}`,
};

describe('dispatch', () => {
  it('fills several outputs and changes an in-place tensor, without leaking', async () => {
    const before = tf.memory().numTensors;
    const x = tf.tensor1d([1, 2, 3, 4, 5]);
    const counter = tf.tidy(() => tf.variable(tf.tensor1d([7])));
    const outputs = [{ shape: [5], dtype: 'float32' as const }, { shape: [5], dtype: 'float32' as const }];
    const results = dispatch(activeWebGPU()!, doubleAndNegate, [2, 1, 1], [x], outputs, [counter]).map(toTensor);
    expect(Array.from(await results[0]!.data())).toEqual([2, 4, 6, 8, 10]);
    expect(Array.from(await results[1]!.data())).toEqual([-1, -2, -3, -4, -5]);
    expect(Array.from(await counter.data())).toEqual([8]);
    dispatch(activeWebGPU()!, doubleAndNegate, [2, 1, 1], [x], outputs, [counter]).map(toTensor).forEach((t) => t.dispose());
    expect(Array.from(await counter.data())).toEqual([9]);
    tf.dispose([x, counter, ...results]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
