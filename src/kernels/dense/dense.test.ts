import { memory, setBackend, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { centralDifferences, relativeError } from '../device/comparison.ts';
import { denseArguments, denseCases, expectedDense, runDense } from './cases.ts';
import { dense } from './dense.ts';
import { denseGradientReference, denseReference } from './reference.ts';

/** float32 sums of up to 1,152 products against float64, relative to the largest entry. */
const tolerance = 5e-6;
/** Central differences in float64; the layer is piecewise linear. */
const differenceTolerance = 1e-8;

beforeAll(() => setBackend('cpu'));

describe('dense', () => {
  it('computes prelu(x · weight + bias), checked by hand', async () => {
    const [x, weight, bias, slope] = [tensor2d([[1, 2]]), tensor2d([[1, 0, -1], [1, 3, 0]]), tensor1d([0, 1, -1]), tensor1d([0.5, 0.5, 0.25])];
    const y = dense(x, weight, bias, slope);
    expect(Array.from(await y.data())).toEqual([3, 7, -0.5]);
    [x, weight, bias, slope, y].forEach((tensor) => tensor.dispose());
  });

  it.each(denseCases)('$title: value and gradients agree with the reference and leak nothing', async (layer) => {
    const before = memory().numTensors;
    const results = await runDense(layer);
    const expected = expectedDense(layer);
    expect(results.length).toBe(expected.length);
    results.forEach((result, index) => expect(relativeError(result, expected[index]!)).toBeLessThan(tolerance));
    expect(memory().numTensors).toBe(before);
  });

  it('has a reference whose gradients are its finite differences', () => {
    const layer = { title: 'small', batch: 3, inputs: 4, units: 5, bias: true, slope: true };
    const given = denseArguments(layer);
    const gradients = denseGradientReference(given, given.dy, layer.batch, layer.inputs, layer.units);
    for (const name of ['x', 'weight', 'bias', 'slope'] as const) {
      const weighted = (values: Float64Array) =>
        denseReference({ ...given, [name]: values }, layer.batch, layer.inputs, layer.units).y.reduce((sum, y, at) => sum + y * given.dy[at]!, 0);
      expect(relativeError(gradients[name], centralDifferences(weighted, given[name]!))).toBeLessThan(differenceTolerance);
    }
  });

  it.each([
    { title: 'x of another width', shapes: [[2, 3], [4, 5], [5], [5]] },
    { title: 'a bias of another length', shapes: [[2, 4], [4, 5], [4], [5]] },
    { title: 'a slope of another length', shapes: [[2, 4], [4, 5], [5], [1]] },
  ])('refuses $title', ({ shapes }) => {
    const tensors = shapes.map((shape) => (shape.length === 2 ? tensor2d(new Float32Array(shape[0]! * shape[1]!), [shape[0]!, shape[1]!]) : tensor1d(new Float32Array(shape[0]!))));
    const [x, weight, bias, slope] = tensors as [ReturnType<typeof tensor2d>, ReturnType<typeof tensor2d>, ReturnType<typeof tensor1d>, ReturnType<typeof tensor1d>];
    expect(() => dense(x, weight, bias, slope)).toThrow(PlaygroundError);
    tensors.forEach((tensor) => tensor.dispose());
  });
});
