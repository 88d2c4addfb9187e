import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { it } from 'vitest';
import { dense } from './dense.ts';
import { softmaxCrossEntropy } from './softmaxCrossEntropy.ts';
import { centerLoss } from './centerLoss.ts';
import { updateCenters } from './updateCenters.ts';
import { createAdam } from './adam.ts';
import { dispatch, submit, toTensor } from './dispatch.ts';
import { denseForward, denseForwardGroups, denseGradient, denseGradientGroups, denseActivationGradient, denseActivationGradientGroups, densePrograms } from './densePrograms.ts';
import { compileProgram } from './dispatch.ts';
import { openWebGPU } from './webgpuBackend.ts';

it('times', async () => {
  const { backend, device, adapter } = await openWebGPU();
  console.info(adapter.name, 'buffers', device.limits.maxStorageBuffersPerShaderStage);
  const B = 128;
  const time = async (name: string, f: () => void, n = 30) => {
    const runs: number[] = [];
    f(); submit(backend); await device.queue.onSubmittedWorkDone();
    for (let r = 0; r < 5; r++) {
      const t = performance.now();
      for (let i = 0; i < n; i++) f();
      submit(backend);
      await device.queue.onSubmittedWorkDone();
      runs.push((performance.now() - t) / n);
    }
    console.info(name, Math.min(...runs).toFixed(3), runs.map((x) => x.toFixed(2)).join(' '));
  };
  for (const [inputs, units, bias, slope] of [[288, 64, true, true], [64, 2, true, false], [2, 10, false, false], [1152, 2, true, false]] as const) {
    const spec = { inputs, units, bias, slope };
    const t0 = performance.now();
    await Promise.all(densePrograms(spec).map((p) => compileProgram(device, p)));
    console.info('compile', inputs, units, (performance.now() - t0).toFixed(0));
    const x = tf.randomNormal([B, inputs]); const w = tf.randomNormal([inputs, units]); const b = tf.randomNormal([units]); const dy = tf.randomNormal([B, units]);
    const y = { shape: [B, units], dtype: 'float32' as const };
    await time(`forward ${inputs}->${units}`, () => tf.dispose(dispatch(backend, denseForward(spec), [denseForwardGroups(spec, B), 1, 1], [x, w, ...(bias ? [b] : []), ...(slope ? [b] : [])], [y, ...(slope ? [y] : [])]).map(toTensor)));
    if (slope) await time(`activation`, () => tf.dispose(dispatch(backend, denseActivationGradient(spec), [denseActivationGradientGroups(spec, B), 1, 1], [dy, b, dy], [y, { shape: [units], dtype: 'float32' }]).map(toTensor)));
    await time(`gradient ${inputs}->${units}`, () => tf.dispose(dispatch(backend, denseGradient(spec), [denseGradientGroups(spec, B), 1, 1], [x, w, dy], [{ shape: [inputs, units], dtype: 'float32' }, ...(bias ? [{ shape: [units], dtype: 'float32' as const }] : []), { shape: [B, inputs], dtype: 'float32' }]).map(toTensor)));
  }
  const logits = tf.randomNormal<tf.Rank.R2>([B, 10]); const labels = tf.tensor1d(Int32Array.from({ length: B }, (_, i) => i % 10), 'int32');
  const features = tf.randomNormal<tf.Rank.R2>([B, 2]); const centers = tf.variable(tf.randomNormal<tf.Rank.R2>([10, 2]));
  const half = tf.scalar(0.5);
  await time('softmax fwd', () => softmaxCrossEntropy(logits, labels).dispose());
  await time('center fwd', () => centerLoss(features, centers as unknown as tf.Tensor2D, labels).dispose());
  await time('softmax fwd+bwd', () => tf.dispose(tf.grads(() => softmaxCrossEntropy(logits, labels))([logits], half)));
  await time('center fwd+bwd', () => tf.dispose(tf.grads(() => centerLoss(features, centers as unknown as tf.Tensor2D, labels))([features, centers], half)));
  await time('updateCenters', () => updateCenters(centers, features, labels, half, 'sgd'));
  for (const shapes of [[[72], [8], [8], [1152], [16], [16], [4608], [32], [32], [288, 64], [64], [64], [64, 2], [2], [2, 10]], [[409600], [800], [128]]]) {
    const params = shapes.map((s) => tf.variable(tf.randomNormal(s)));
    const grads = shapes.map((s) => tf.randomNormal(s));
    const adam = createAdam(params);
    const t0 = performance.now();
    await Promise.all(adam.programs.map((p) => compileProgram(device, p)));
    console.info('compile adam', (performance.now() - t0).toFixed(0), adam.programs.length);
    await time(`adam ${shapes.length}`, () => adam.apply(grads, half));
  }
});
