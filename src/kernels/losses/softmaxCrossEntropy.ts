import { mean, mul, neg, logSoftmax, oneHot, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable } from '../device/differentiable.ts';
import { activeWebGPU, dispatch, toTensor } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { batchMeanText } from '../wgsl/batchMean.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';

/**
 * Mean softmax cross-entropy, `(1/B) sum_i (log sum_j exp(logits_ij) - logits_{i, y_i})`, computed after subtracting each
 * row's maximum; differentiable in the logits: `(softmax(logits_i) - onehot(y_i)) / B`. On WebGPU one dispatch makes value
 * and gradient, and one more scales the gradient on the way back.
 *
 * @param logits float32 [B, C].
 * @param labels int32 [B], each in 0 .. C - 1.
 * @returns float32 []; the caller disposes it.
 * @throws PlaygroundError when shapes do not fit together.
 */
export function softmaxCrossEntropy(logits: Tensor2D, labels: Tensor1D): Scalar {
  requireTensor('softmaxCrossEntropy', 'logits', logits, [null, null]);
  requireTensor('softmaxCrossEntropy', 'labels', labels, [logits.shape[0]], 'int32');
  const backend = activeWebGPU();
  const [batch, classes] = logits.shape;
  if (!backend) return neg(mean(sum(mul(oneHot(labels, classes), logSoftmax(logits)), 1)));
  const sameShape = { shape: [batch, classes], dtype: 'float32' as const };
  return differentiable<Scalar>([logits], (save) => {
    const [loss, gradient] = dispatch(backend, lossAndGradient(classes), [1, 1, 1], [logits, labels], [{ shape: [], dtype: 'float32' }, sameShape]).map(toTensor);
    save([gradient!]);
    const gradFunc = (dy: Scalar, [saved]: Tensor[]) => dispatch(backend, scaled, sectionGrid(batch * classes), [saved!, dy], [sameShape]).map(toTensor);
    return { value: loss as Scalar, gradFunc };
  });
}

const scaled: Program = {
  key: 'softmaxCrossEntropy/scaled',
  code: sectionsText(
    { inputs: { gradient: 'f32', scale: 'f32' }, outputs: { result: 'f32' } },
    { body: 'if (i < arrayLength(&gradient)) { result[i] = scale[0] * gradient[i]; }' },
  ),
};

function lossAndGradient(classes: number): Program {
  return {
    key: `softmaxCrossEntropy/${classes}`,
    code: batchMeanText(
      { inputs: { logits: 'f32', labels: 'i32' }, outputs: { mean: 'f32', gradient: 'f32' } },
      {
        row: `
    let first = b * ${classes}u;
    let label = u32(labels[b]);
    var largest = logits[first];
    for (var j = 1u; j < ${classes}u; j++) { largest = max(largest, logits[first + j]); }
    var total = 0.0;
    for (var j = 0u; j < ${classes}u; j++) { total += exp(logits[first + j] - largest); }
    for (var j = 0u; j < ${classes}u; j++) {
      let probability = exp(logits[first + j] - largest) / total;
      gradient[first + j] = (probability - select(0.0, 1.0, j == label)) / f32(batch);
    }
    value = log(total) + largest - logits[first + label];`,
      },
    ),
  };
}

/** The same loss and its gradient [B, C] in float64, over a flat row-major array. */
export function softmaxCrossEntropyReference(logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number): { loss: number; gradient: Float64Array } {
  const batch = labels.length;
  const gradient = new Float64Array(batch * classes);
  let loss = 0;
  for (let b = 0; b < batch; b++) {
    const row = Array.from({ length: classes }, (_, j) => logits[b * classes + j]!);
    const largest = Math.max(...row);
    const total = row.reduce((sum, value) => sum + Math.exp(value - largest), 0);
    loss += (Math.log(total) + largest - row[labels[b]!]!) / batch;
    row.forEach((value, j) => (gradient[b * classes + j] = (Math.exp(value - largest) / total - (j === labels[b] ? 1 : 0)) / batch));
  }
  return { loss, gradient };
}
