import { add, memory, mul, setBackend, sum, tensor1d, tensor2d, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { relativeError } from '../kernels/device/comparison.ts';
import { createRandom } from '../random.ts';
import { losses } from './catalog.ts';
import { lossRegistry } from './index.ts';
import type { Loss } from './loss.ts';

/** Central differences in float32 with a step of 0.01, relative to the largest entry. */
const differenceTolerance = 5e-3;
const step = 0.01;

const [batch, dimension, classes] = [5, 3, 4];
const inputNames = ['features', 'logits', 'centers'] as const;

/** Seeded features [B, D], logits [B, C] and centers [C, D]. */
function inputs(): Tensor2D[] {
  const random = createRandom(9, 'contract');
  const normals = (rows: number, columns: number) => tensor2d(Float32Array.from({ length: rows * columns }, () => random.normal()), [rows, columns]);
  return [normals(batch, dimension), normals(batch, classes), normals(classes, dimension)];
}

function computeWith(loss: Loss, [features, logits, centers]: readonly Tensor[], labels = tensor1d([0, 2, 2, 3, 0], 'int32')) {
  return loss.compute({ features: features as Tensor2D, logits: logits as Tensor2D, centers: centers as Tensor2D, labels });
}

/** The loss, plus 0 times each input: tfjs refuses to differentiate a loss in an input it does not depend on. */
function touching(loss: Loss, given: readonly Tensor[], labels?: Tensor1D): Scalar {
  return given.reduce<Scalar>((total, input) => add(total, mul(0, sum(input))), computeWith(loss, given, labels));
}

beforeAll(() => setBackend('cpu'));

describe.each(Object.values<Loss>(lossRegistry))('loss $id', (loss) => {
  it('is registered under its own id, with a default weight within its range', () => {
    expect(lossRegistry[loss.id]).toBe(loss);
    const { min, max, default: usual } = losses[loss.id].weight;
    expect(min).toBeGreaterThan(0);
    expect(usual).toBeGreaterThanOrEqual(min);
    expect(usual).toBeLessThanOrEqual(max);
  });

  it('is finite and positive', async () => {
    const value = tidy(() => computeWith(loss, inputs()));
    const [number] = await value.data();
    value.dispose();
    expect(number).toBeGreaterThan(0);
    expect(number).toBeLessThan(Infinity);
  });

  it.each(inputNames)('has its finite differences in %s as gradient', async (name) => {
    const which = inputNames.indexOf(name);
    const given = inputs();
    const start = await given[which]!.data<'float32'>();
    const gradient = tidy(() => valueAndGrads((...variables) => touching(loss, variables))(given).grads[which]!);
    const lossAt = async (at: number, value: number) => {
      const shifted = tidy(() => computeWith(loss, given.with(which, tensor2d(start.with(at, value), given[which]!.shape))));
      const [number] = await shifted.data();
      shifted.dispose();
      return number!;
    };
    const differences = await Promise.all(Array.from(start, async (value, at) => ((await lossAt(at, value + step)) - (await lossAt(at, value - step))) / (2 * step)));
    expect(relativeError(await gradient.data<'float32'>(), differences)).toBeLessThan(differenceTolerance);
    [gradient, ...given].forEach((tensor) => tensor.dispose());
  });

  it('leaks no tensor, forward and backward', () => {
    const before = memory().numTensors;
    const given = inputs();
    const labels = tensor1d([0, 2, 2, 3, 0], 'int32');
    const { value, grads } = valueAndGrads((...variables) => touching(loss, variables, labels))(given);
    expect(memory().numTensors).toBe(before + given.length + 2 + grads.length);
    [value, labels, ...grads, ...given].forEach((tensor) => tensor.dispose());
    expect(memory().numTensors).toBe(before);
  });

  it('refuses labels of another length and labels that are not int32', () => {
    tidy(() => {
      expect(() => computeWith(loss, inputs(), tensor1d([0, 1], 'int32'))).toThrow(PlaygroundError);
      expect(() => computeWith(loss, inputs(), tensor1d([0, 2, 2, 3, 0]))).toThrow(PlaygroundError);
    });
  });
});

describe('the registry', () => {
  it('implements every loss of the catalog', () => {
    expect(Object.keys(lossRegistry).toSorted()).toEqual(Object.keys(losses).toSorted());
  });
});
