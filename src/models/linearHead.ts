import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { dense } from '../kernels/dense/dense.ts';
import type { Head, ModelShape } from './model.ts';
import { ParameterList } from './parameters.ts';
import type { Initializer } from './parameters.ts';

/** logits = features W + b; W is [D, C], b [C], or none: a bias breaks the ring that softmax features form in the plane. */
export function createLinearHead({ dimension, classes }: ModelShape, initialize: Initializer, { hasBias }: { readonly hasBias: boolean }): Head {
  const list = new ParameterList();
  const weight = list.add('logits/weight', initialize([dimension, classes], dimension), [dimension, classes]);
  const bias = hasBias ? list.add('logits/bias', initialize([classes], dimension), [classes]) : null;
  return Object.assign(list, { linear: { weight, bias }, logits: (features: Tensor2D) => dense(features, weight as unknown as Tensor2D, bias as unknown as Tensor1D | null, null) });
}
