import { memory, scalar, setBackend, tensor1d, tensor2d, tidy, variable } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { centralDifferences, relativeError } from '../device/comparison.ts';
import { centerLoss } from './centerLoss.ts';
import { centerLossReference } from './centerLossReference.ts';
import { ceilingCase, lossArguments, lossCases, runCenterLoss, runSoftmax, runUpdateCenters, ruleCases } from './cases.ts';
import { softmaxCrossEntropy, softmaxCrossEntropyReference } from './softmaxCrossEntropy.ts';
import { updateCenters, updateCentersReference } from './updateCenters.ts';

/** float32 against float64, relative to the largest entry. */
const tolerance = 5e-6;
/** Central differences in float64 with a step of 1e-5, relative to the largest entry. */
const differenceTolerance = 1e-6;

beforeAll(() => setBackend('cpu'));

describe.each(lossCases)('$title', (given) => {
  const values = lossArguments(given);

  it('softmaxCrossEntropy agrees with the reference and leaks nothing', async () => {
    const before = memory().numTensors;
    const results = await runSoftmax(given);
    const { loss, gradient } = softmaxCrossEntropyReference(values.logits, values.labels, given.classes);
    expect(relativeError(results[0]!, [loss])).toBeLessThan(tolerance);
    expect(relativeError(results[1]!, gradient.map((g) => values.upstream * g))).toBeLessThan(tolerance);
    expect(memory().numTensors).toBe(before);
  });

  it('the reference of softmaxCrossEntropy has its finite differences as gradient', () => {
    const { gradient } = softmaxCrossEntropyReference(values.logits, values.labels, given.classes);
    const differences = centralDifferences((logits) => softmaxCrossEntropyReference(logits, values.labels, given.classes).loss, values.logits);
    expect(relativeError(gradient, differences)).toBeLessThan(differenceTolerance);
  });

  it('centerLoss agrees with the reference and leaks nothing', async () => {
    const before = memory().numTensors;
    const results = await runCenterLoss(given);
    const { loss, gradients } = centerLossReference(values, given.dimension);
    const expected = [[loss], ...[gradients.features, gradients.centers].map((gradient) => gradient.map((g) => values.upstream * g))];
    results.forEach((result, index) => expect(relativeError(result, expected[index]!)).toBeLessThan(tolerance));
    expect(memory().numTensors).toBe(before);
  });

  it.each(['features', 'centers'] as const)('the reference of centerLoss has its finite differences in %s as gradient', (name) => {
    const { gradients } = centerLossReference(values, given.dimension);
    const differences = centralDifferences((shifted) => centerLossReference({ ...values, [name]: shifted }, given.dimension).loss, values[name]);
    expect(relativeError(gradients[name], differences)).toBeLessThan(differenceTolerance);
  });

  it.each(Object.values(ruleCases))('updateCenters by the rule "$key" agrees with the reference and leaks nothing', async (rule) => {
    const before = memory().numTensors;
    const moved = await runUpdateCenters(given, 0.5, rule);
    expect(relativeError(moved, updateCentersReference(values.centers, values.features, values.labels, given.dimension, 0.5, rule))).toBeLessThan(tolerance);
    expect(memory().numTensors).toBe(before);
  });

  it('the rule along the gradient is a step along the gradient of centerLoss', () => {
    const { gradients } = centerLossReference(values, given.dimension);
    const moved = updateCentersReference(values.centers, values.features, values.labels, given.dimension, 0.5, ruleCases.gradient);
    expect(relativeError(moved, gradients.centers.map((gradient, at) => values.centers[at]! - 0.5 * gradient))).toBeLessThan(1e-12);
  });
});

describe('centerLoss at the ceiling of the clamp', () => {
  it('counts farther samples as 1e12 and gives them no gradient', async () => {
    const values = lossArguments(ceilingCase);
    const [loss, features, centers] = await runCenterLoss(ceilingCase);
    const expected = centerLossReference(values, ceilingCase.dimension);
    const still = Array.from(features!).filter((gradient) => gradient === 0).length;
    expect(still).toBeGreaterThan(0);
    expect(still).toBeLessThan(features!.length);
    expect(relativeError(loss!, [expected.loss])).toBeLessThan(tolerance);
    expect(relativeError(features!, expected.gradients.features.map((g) => values.upstream * g))).toBeLessThan(tolerance);
    expect(relativeError(centers!, expected.gradients.centers.map((g) => values.upstream * g))).toBeLessThan(tolerance);
  });
});

describe('bad arguments', () => {
  it('are refused with a PlaygroundError', () => {
    tidy(() => {
      const [features, centers, logits] = [tensor2d(new Float32Array(6), [3, 2]), tensor2d(new Float32Array(8), [4, 2]), tensor2d(new Float32Array(12), [3, 4])];
      const [labels, fewer, floats] = [tensor1d([0, 1, 2], 'int32'), tensor1d([0, 1], 'int32'), tensor1d([0, 1, 2])];
      const held = variable(tensor2d(new Float32Array(12), [4, 3]), false);
      expect(() => softmaxCrossEntropy(logits, fewer)).toThrow(PlaygroundError);
      expect(() => softmaxCrossEntropy(logits, floats)).toThrow(PlaygroundError);
      expect(() => centerLoss(features, logits, labels)).toThrow(PlaygroundError);
      expect(() => centerLoss(features, centers, fewer)).toThrow(PlaygroundError);
      expect(() => updateCenters(held, features, labels, { rule: ruleCases.gradient, rate: scalar(0.5) })).toThrow(PlaygroundError);
      held.dispose();
    });
  });
});
