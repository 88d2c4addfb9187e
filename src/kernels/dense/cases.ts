import { dispose, tensor1d, tensor2d, valueAndGrads } from '@tensorflow/tfjs-core';
import { createRandom } from '../../random.ts';
import { dense } from './dense.ts';
import { denseGradientReference, denseReference } from './reference.ts';

/** Layers that the tests of every backend go through. */
export const denseCases = [
  { title: 'hidden layer 288 -> 64 with PReLU', batch: 13, inputs: 288, units: 64, bias: true, slope: true },
  { title: 'feature layer 64 -> 2', batch: 128, inputs: 64, units: 2, bias: true, slope: false },
  { title: 'logit layer 2 -> 10 without bias', batch: 128, inputs: 2, units: 10, bias: false, slope: false },
  { title: 'feature layer 1152 -> 2 of LeNet++', batch: 5, inputs: 1152, units: 2, bias: true, slope: false },
  { title: 'one sample, odd sizes, slope without bias', batch: 1, inputs: 7, units: 13, bias: false, slope: true },
];

/** One of them. */
export type DenseCase = (typeof denseCases)[number];

/** Seeded arguments of a case, and a gradient dy [B, N] of its result; all uniform in [-1, 1). */
export function denseArguments({ batch, inputs, units, bias, slope }: DenseCase) {
  const random = createRandom(3, 'dense');
  const values = (count: number) => Float32Array.from({ length: count }, () => random.uniform(-1, 1));
  return { x: values(batch * inputs), weight: values(inputs * units), bias: bias ? values(units) : null, slope: slope ? values(units) : null, dy: values(batch * units) };
}

/** Value and gradients of a case on the active backend, in the order y, x, weight, bias?, slope?. */
export async function runDense(layer: DenseCase): Promise<Float32Array[]> {
  const { batch, inputs, units } = layer;
  const given = denseArguments(layer);
  const x = tensor2d(given.x, [batch, inputs]);
  const weight = tensor2d(given.weight, [inputs, units]);
  const bias = given.bias && tensor1d(given.bias);
  const slope = given.slope && tensor1d(given.slope);
  const dy = tensor2d(given.dy, [batch, units]);
  const variables = [x, weight, bias, slope].filter((tensor) => tensor !== null);
  const { value, grads } = valueAndGrads(() => dense(x, weight, bias, slope))(variables, dy);
  const results = await Promise.all([value, ...grads].map((tensor) => tensor.data<'float32'>()));
  dispose([value, ...grads, ...variables, dy]);
  return results;
}

/** What `runDense` should return, in float64. */
export function expectedDense(layer: DenseCase): Float64Array[] {
  const given = denseArguments(layer);
  const { y } = denseReference(given, layer.batch, layer.inputs, layer.units);
  const { x, weight, bias, slope } = denseGradientReference(given, given.dy, layer.batch, layer.inputs, layer.units);
  return [y, x, weight, ...(layer.bias ? [bias] : []), ...(layer.slope ? [slope] : [])];
}
