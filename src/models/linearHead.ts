import type { Tensor2D } from '@tensorflow/tfjs-core';
import { dense } from '../kernels/dense/dense.ts';
import type { Head, ModelShape } from './model.ts';
import { ParameterList } from './parameters.ts';
import type { Initializer } from './parameters.ts';

/** logits = features W without bias: a bias breaks the ring that softmax features form. W is [D, C]. */
export function createLinearHead({ dimension, classes }: ModelShape, initialize: Initializer): Head {
  const list = new ParameterList();
  const weight = list.add('logits/weight', initialize([dimension, classes], dimension), [dimension, classes]);
  return Object.assign(list, { logits: (features: Tensor2D) => dense(features, weight as unknown as Tensor2D, null, null) });
}
