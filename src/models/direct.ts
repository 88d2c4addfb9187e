import { reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { dense } from '../kernels/dense/dense.ts';
import type { Body, ModelShape } from './model.ts';
import { ParameterList } from './parameters.ts';
import type { Initializer } from './parameters.ts';

/** One dense layer with bias from an example's numbers, pixels or an embedding, to the D features, without activation. */
export function createDirectBody({ example, dimension }: ModelShape, initialize: Initializer): Body {
  const length = 'length' in example ? example.length : example.height * example.width * example.channels;
  const list = new ParameterList();
  const weight = list.add('features/weight', initialize([length, dimension], length), [length, dimension]);
  const bias = list.add('features/bias', initialize([dimension], length), [dimension]);
  const features = (examples: Tensor): Tensor2D => dense(reshape(examples, [examples.shape[0]!, length]), weight as unknown as Tensor2D, bias as never, null);
  return Object.assign(list, { features });
}
