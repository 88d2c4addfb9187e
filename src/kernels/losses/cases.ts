import { add, dispose, div, mul, scalar, tensor1d, tensor2d, tidy, valueAndGrads, variable } from '@tensorflow/tfjs-core';
import { createRandom } from '../../random.ts';
import { centerLoss } from './centerLoss.ts';
import { softmaxCrossEntropy } from './softmaxCrossEntropy.ts';
import { updateCenters } from './updateCenters.ts';
import type { CenterRule } from './updateCenters.ts';

/** Batches that the tests of the losses go through on every backend. */
export const lossCases = [
  { title: 'the default, 128 x 2, 10 classes', batch: 128, dimension: 2, classes: 10, scale: 3 },
  { title: 'an odd batch with absent classes', batch: 13, dimension: 5, classes: 21, scale: 1 },
  { title: 'one sample of two classes', batch: 1, dimension: 1, classes: 2, scale: 1 },
  { title: 'values in the hundreds', batch: 70, dimension: 3, classes: 4, scale: 300 },
];

/** Rules for the centers: along the gradient of the center loss, and one that counts the samples of a class. */
export const ruleCases = {
  gradient: { key: 'test gradient', wgsl: '2.0 * pull / batch', step: (pull, _counts, batch) => mul(pull, 2 / batch), reference: (pull, _count, batch) => (2 * pull) / batch },
  counted: { key: 'test counted', wgsl: 'pull / (count + 1.0)', step: (pull, counts) => div(pull, add(counts, 1)), reference: (pull, count) => pull / (count + 1) },
} as const satisfies Record<string, CenterRule>;

/** Squared distances on both sides of the ceiling 1e12. */
export const ceilingCase = { title: 'distances around the ceiling', batch: 24, dimension: 3, classes: 4, scale: 4e5 };

/** One of them. */
export type LossCase = (typeof lossCases)[number];

/** Seeded features [B, D], centers [C, D], logits [B, C] and labels [B] of a case, and an upstream gradient. */
export function lossArguments({ batch, dimension, classes, scale }: LossCase) {
  const random = createRandom(5, 'losses');
  const normals = (count: number) => Float32Array.from({ length: count }, () => scale * random.normal());
  return {
    features: normals(batch * dimension),
    centers: normals(classes * dimension),
    logits: normals(batch * classes),
    labels: Int32Array.from({ length: batch }, () => random.integer(classes)),
    upstream: 0.7,
  };
}

/** Loss, and gradient in the logits of `upstream` times it, on the active backend. */
export async function runSoftmax(given: LossCase): Promise<Float32Array[]> {
  const { logits, labels, upstream } = lossArguments(given);
  const x = tensor2d(logits, [given.batch, given.classes]);
  const y = tensor1d(labels, 'int32');
  const dy = scalar(upstream);
  const { value, grads } = valueAndGrads(() => softmaxCrossEntropy(x, y))([x], dy);
  const results = await Promise.all([value, ...grads].map((tensor) => tensor.data<'float32'>()));
  dispose([x, y, dy, value, ...grads]);
  return results;
}

/** Loss, and gradients in features and centers of `upstream` times it, on the active backend. */
export async function runCenterLoss(given: LossCase): Promise<Float32Array[]> {
  const values = lossArguments(given);
  const x = tensor2d(values.features, [given.batch, given.dimension]);
  const centers = tensor2d(values.centers, [given.classes, given.dimension]);
  const y = tensor1d(values.labels, 'int32');
  const dy = scalar(values.upstream);
  const { value, grads } = valueAndGrads(() => centerLoss(x, centers, y))([x, centers], dy);
  const results = await Promise.all([value, ...grads].map((tensor) => tensor.data<'float32'>()));
  dispose([x, centers, y, dy, value, ...grads]);
  return results;
}

/** The centers after one update on the active backend. */
export async function runUpdateCenters(given: LossCase, rate: number, rule: CenterRule): Promise<Float32Array> {
  const values = lossArguments(given);
  const centers = tidy(() => variable(tensor2d(values.centers, [given.classes, given.dimension]), false));
  const x = tensor2d(values.features, [given.batch, given.dimension]);
  const y = tensor1d(values.labels, 'int32');
  const rateTensor = scalar(rate);
  updateCenters(centers, x, y, { rule, rate: rateTensor });
  const moved = await centers.data<'float32'>();
  dispose([centers, x, y, rateTensor]);
  return moved;
}
