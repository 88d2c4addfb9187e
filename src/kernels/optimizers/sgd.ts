import { add, mul, sub } from '@tensorflow/tfjs-core';
import type { Variable } from '@tensorflow/tfjs-core';
import { createOptimizer } from './createOptimizer.ts';
import type { Optimizer, UpdateRule } from './optimizer.ts';

/** SGD's constants: `momentum` in 0 .. 1, and `weightDecay`, the factor of the parameter that is added to its gradient. */
export interface SgdOptions {
  readonly momentum?: number;
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent as `torch.optim.SGD` computes it: `b = momentum · b + g + weightDecay · p`, `p -= rate · b`,
 * without dampening. The velocity b starts at zero, which gives PyTorch's first step `b = g`. The caller disposes it.
 */
export function createSgd(parameters: readonly Variable[], options: SgdOptions = {}): Optimizer {
  return createOptimizer(sgdRule(options), parameters);
}

function sgdRule({ momentum = 0, weightDecay = 0 }: SgdOptions): UpdateRule {
  return {
    key: `sgd/${momentum}/${weightDecay}`,
    slots: 1,
    clockWeights: [],
    wgsl: `
fn update(p: f32, g: f32, s: State, clock: State, rate: f32) -> Updated {
  let velocity = ${momentum} * s + g + ${weightDecay} * p;
  return Updated(p - rate * velocity, velocity);
}`,
    update(parameter, gradient, [held], _clock, rate) {
      const velocity = add(mul(held!, momentum), add(gradient, mul(parameter, weightDecay)));
      return { parameter: sub(parameter, mul(rate, velocity)), slots: [velocity] };
    },
  };
}

/** SGD over one flat parameter in float64: the parameter after all `gradients`, one per step. */
export function sgdReference(start: ArrayLike<number>, gradients: readonly ArrayLike<number>[], rate: number, options: SgdOptions = {}): Float64Array {
  const { momentum = 0, weightDecay = 0 } = options;
  const parameter = Float64Array.from(start);
  const velocity = new Float64Array(parameter.length);
  for (const gradient of gradients) {
    parameter.forEach((value, at) => {
      velocity[at] = momentum * velocity[at]! + gradient[at]! + weightDecay * value;
      parameter[at] = value - rate * velocity[at]!;
    });
  }
  return parameter;
}
