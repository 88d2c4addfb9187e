import { dispose, scalar, tensor1d, tensor2d, tidy, valueAndGrads, variable } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { absoluteError, relativeError } from '../kernels/comparison.ts';
import { updateCenters } from '../kernels/updateCenters.ts';
import { center } from './center.ts';
import type { GoldenCase } from './goldenCases.ts';

/** float32 against float64, relative to the largest entry of an array. */
const tolerance = 1e-4;
/** Where every distance is clamped and gradients are 0: absolute. */
const clampedTolerance = 1e-9;

/** Holds what the active backend makes of a golden case against PyTorch's numbers. */
export async function checkGolden(golden: GoldenCase): Promise<void> {
  const made = await runGolden(golden);
  const clamped = golden.loss < 1e-9;
  const error = clamped ? absoluteError : relativeError;
  const limit = clamped ? clampedTolerance : tolerance;
  expect(error([made.loss], [golden.loss])).toBeLessThan(limit);
  expect(error(made.featuresGradient, golden.featuresGradient)).toBeLessThan(limit);
  expect(error(made.centersGradient, golden.centersGradient)).toBeLessThan(limit);
  expect(error(made.paperDelta, golden.paperDelta)).toBeLessThan(limit);
  if (clamped) expect(relativeError([made.loss], [golden.loss])).toBeLessThan(tolerance);
}

async function runGolden({ batch, dimension, classes, stride, ...given }: GoldenCase) {
  const features = tensor2d(given.features, [batch, dimension]);
  const centers = tidy(() => variable(tensor2d(given.centers, [classes, dimension]), false));
  const labels = tensor1d(given.labels, 'int32');
  const logits = tensor2d(new Float32Array(batch * classes), [batch, classes]);
  const rate = scalar(1);
  const compute = (x: Tensor2D, c: Tensor2D) => center.compute({ features: x, logits, labels, centers: c });
  const { value, grads } = valueAndGrads((x, c) => compute(x as Tensor2D, c as Tensor2D))([features, centers]);
  const [loss, featuresGradient, centersGradient] = await Promise.all([value, ...grads].map((tensor) => tensor.data<'float32'>()));
  updateCenters(centers, features, labels, rate, 'paper');
  const moved = await centers.data<'float32'>();
  dispose([features, centers, labels, logits, rate, value, ...grads]);
  const sampled = (values: Float32Array) => values.filter((_, at) => at % stride === 0);
  return {
    loss: loss![0]!,
    featuresGradient: sampled(featuresGradient!),
    centersGradient: sampled(centersGradient!),
    paperDelta: sampled(moved.map((value_, at) => given.centers[at]! - value_)),
  };
}
