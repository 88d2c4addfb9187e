import { add, div, mul, sqrt, square, sub } from '@tensorflow/tfjs-core';
import type { Variable } from '@tensorflow/tfjs-core';
import { createOptimizer } from './createOptimizer.ts';
import type { Optimizer, UpdateRule } from './optimizer.ts';

/** Adam's constants; the defaults are PyTorch's. */
export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/**
 * Adam (Kingma and Ba, ICLR 2015) as `torch.optim.Adam` computes it: `m = β1 m + (1 - β1) g`, `v = β2 v + (1 - β2) g²`,
 * `p -= rate / (1 - β1^t) · m / (sqrt(v) / sqrt(1 - β2^t) + ε)`. The bias corrections live on the device. The caller disposes it.
 */
export function createAdam(parameters: readonly Variable[], options: AdamOptions = {}): Optimizer {
  return createOptimizer(adamRule(options), parameters);
}

function adamRule({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions): UpdateRule {
  const clockWeights = [1 - beta1, 1 - beta2];
  return {
    key: `adam/${beta1}/${beta2}/${epsilon}`,
    slots: 2,
    clockWeights,
    wgsl: `
fn update(p: f32, g: f32, s: State, clock: State, rate: f32) -> Updated {
  let moments = s + (vec2f(g, g * g) - s) * vec2f(${clockWeights.join(', ')});
  let spread = sqrt(moments.y) / sqrt(clock.y) + ${epsilon};
  return Updated(p - rate / clock.x * (moments.x / spread), moments);
}`,
    update(parameter, gradient, [m, v], [clock1, clock2], rate) {
      const first = add(m!, mul(sub(gradient, m!), clockWeights[0]!));
      const second = add(v!, mul(sub(square(gradient), v!), clockWeights[1]!));
      const spread = add(div(sqrt(second), sqrt(clock2!)), epsilon);
      return { parameter: sub(parameter, mul(div(rate, clock1!), div(first, spread))), slots: [first, second] };
    },
  };
}

/** Adam over one flat parameter in float64: the parameter after all `gradients`, one per step. */
export function adamReference(start: ArrayLike<number>, gradients: readonly ArrayLike<number>[], rate: number, options: AdamOptions = {}): Float64Array {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const parameter = Float64Array.from(start);
  const m = new Float64Array(parameter.length);
  const v = new Float64Array(parameter.length);
  gradients.forEach((gradient, index) => {
    const correction1 = 1 - beta1 ** (index + 1);
    const correction2 = 1 - beta2 ** (index + 1);
    parameter.forEach((value, at) => {
      m[at] = beta1 * m[at]! + (1 - beta1) * gradient[at]!;
      v[at] = beta2 * v[at]! + (1 - beta2) * gradient[at]! ** 2;
      parameter[at] = value - ((rate / correction1) * m[at]!) / (Math.sqrt(v[at]!) / Math.sqrt(correction2) + epsilon);
    });
  });
  return parameter;
}
