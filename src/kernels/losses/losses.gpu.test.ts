import { memory } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { beforeAll, describe, expect, it } from 'vitest';
import { relativeError } from '../device/comparison.ts';
import { openWebGPU } from '../device/webgpuBackend.ts';
import { centerLossReference } from './centerLossReference.ts';
import { ceilingCase, lossArguments, lossCases, runCenterLoss, runSoftmax, runUpdateCenters, ruleCases } from './cases.ts';
import { softmaxCrossEntropyReference } from './softmaxCrossEntropy.ts';
import { updateCentersReference } from './updateCenters.ts';

/** float32 against float64, relative to the largest entry; WGSL's exp and log allow a few units in the last place. */
const tolerance = 5e-6;

beforeAll(openWebGPU);

describe.each(lossCases)('on WebGPU, $title', (given) => {
  const values = lossArguments(given);

  it('softmaxCrossEntropy agrees with the reference, repeats to the bit, and leaks nothing', async () => {
    const before = memory().numTensors;
    const results = await runSoftmax(given);
    const { loss, gradient } = softmaxCrossEntropyReference(values.logits, values.labels, given.classes);
    expect(relativeError(results[0]!, [loss])).toBeLessThan(tolerance);
    expect(relativeError(results[1]!, gradient.map((g) => values.upstream * g))).toBeLessThan(tolerance);
    expect(await runSoftmax(given)).toEqual(results);
    expect(memory().numTensors).toBe(before);
  });

  it('centerLoss agrees with the reference, repeats to the bit, and leaks nothing', async () => {
    const before = memory().numTensors;
    const results = await runCenterLoss(given);
    const { loss, gradients } = centerLossReference(values, given.dimension);
    const expected = [[loss], ...[gradients.features, gradients.centers].map((gradient) => gradient.map((g) => values.upstream * g))];
    results.forEach((result, index) => expect(relativeError(result, expected[index]!)).toBeLessThan(tolerance));
    expect(await runCenterLoss(given)).toEqual(results);
    expect(memory().numTensors).toBe(before);
  });

  it.each(Object.values(ruleCases))('updateCenters by the rule "$key" agrees with the reference, repeats to the bit, and leaks nothing', async (rule) => {
    const before = memory().numTensors;
    const moved = await runUpdateCenters(given, 0.5, rule);
    expect(relativeError(moved, updateCentersReference(values.centers, values.features, values.labels, given.dimension, 0.5, rule))).toBeLessThan(tolerance);
    expect(await runUpdateCenters(given, 0.5, rule)).toEqual(moved);
    expect(memory().numTensors).toBe(before);
  });
});

describe('centerLoss on WebGPU at the ceiling of the clamp', () => {
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
