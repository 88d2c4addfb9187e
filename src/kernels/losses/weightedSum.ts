import { add, mul } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { differentiable } from '../device/differentiable.ts';
import { activeWebGPU, dispatch, toTensor } from '../device/dispatch.ts';
import type { OutputSpec, Program } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { moduleText, numbered } from '../wgsl/module.ts';
import { range } from '../wgsl/text.ts';

/** A scalar and what it is multiplied by. */
export interface WeightedTerm {
  readonly value: Scalar;
  /** Constant to the gradient. */
  readonly weight: Scalar;
}

/** A device has at least eight storage buffers for a program: two a term and one more. */
const mostTerms = 3;

/**
 * A training objective, `sum_k weight_k value_k`, differentiable in the values. On WebGPU one dispatch forward and one backward
 * for up to three terms.
 *
 * @param terms at least one; scalars, float32 [].
 * @returns float32 []; the caller disposes it.
 * @throws PlaygroundError when a value or a weight is not a float32 scalar.
 */
export function weightedSum(terms: readonly [WeightedTerm, ...WeightedTerm[]]): Scalar {
  terms.forEach(({ value, weight }, k) => {
    requireTensor('weightedSum', `value ${k}`, value, []);
    requireTensor('weightedSum', `weight ${k}`, weight, []);
  });
  const backend = activeWebGPU();
  if (backend && terms.length <= mostTerms) return onDevice(backend, terms);
  return terms.map(({ value, weight }) => mul<Scalar>(value, weight)).reduce((sum, term) => add<Scalar>(sum, term));
}

const scalarOutput: OutputSpec = { shape: [], dtype: 'float32' };

function onDevice(backend: WebGPUBackend, terms: readonly WeightedTerm[]): Scalar {
  const values = terms.map(({ value }) => value);
  const weights = terms.map(({ weight }) => weight);
  const count = terms.length;
  return differentiable<Scalar>(values, (save) => {
    const [sum] = dispatch(backend, forward(count), [1, 1, 1], [...values, ...weights], [scalarOutput]).map(toTensor);
    save(weights);
    const gradFunc = (dy: Scalar, saved: Tensor[]) => dispatch(backend, backward(count), [1, 1, 1], [...saved, dy], weights.map(() => scalarOutput)).map(toTensor);
    return { value: sum as Scalar, gradFunc };
  });
}

const forward = (count: number): Program => ({
  key: `weightedSum/${count}`,
  code: moduleText(
    { inputs: { ...numbered('value', count), ...numbered('weight', count) }, outputs: { sum: 'f32' }, workgroup: 1 },
    `sum[0] = ${range(count).map((k) => `weight${k}[0] * value${k}[0]`).join(' + ')};`,
  ),
});

const backward = (count: number): Program => ({
  key: `weightedSum/gradient/${count}`,
  code: moduleText(
    { inputs: { ...numbered('weight', count), upstream: 'f32' }, outputs: numbered('gradient', count), workgroup: 1 },
    range(count).map((k) => `gradient${k}[0] = weight${k}[0] * upstream[0];`),
  ),
});
