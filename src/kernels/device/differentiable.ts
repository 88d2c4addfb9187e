import { customGrad } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** An op's value and the function that turns the gradient of its value into the gradients of its inputs, in their order. */
export interface WithGradient<T extends Tensor> {
  readonly value: T;
  readonly gradFunc: (dy: T, saved: Tensor[]) => Tensor[];
}

/**
 * tfjs's `customGrad` with types. `compute` runs once; tensors passed to `save` (once) reach `gradFunc` as `saved`, and tfjs
 * disposes them after the backward pass. Everything else `compute` makes is disposed when it returns.
 */
export function differentiable<T extends Tensor>(inputs: readonly Tensor[], compute: (save: (tensors: Tensor[]) => void) => WithGradient<T>): T {
  return customGrad<T>((...parameters) => compute(parameters.at(-1) as (tensors: Tensor[]) => void))(...inputs);
}
