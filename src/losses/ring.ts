import { add, mean, mul, scalar, sqrt, square, sub, sum, tidy, variable } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import { requireTensor } from '../kernels/device/shapes.ts';
import type { Loss } from './loss.ts';

/** Added to squared lengths: a feature at the origin has gradient 0, not 0/0. */
const epsilon = 1e-12;

/**
 * Ring loss, (1/2B) sum_i (|x_i| - R)^2 with |x| = sqrt(sum_d x_d^2 + 1e-12): draws features onto a sphere. Its radius R is trained
 * with the model and starts at the option `radius`.
 */
export const ring: Loss = ({ dimension, options }) => {
  const radius = tidy(() => variable(scalar(options['radius']!)));
  return {
    parameters: [['radius', radius]],
    tracked: [],
    compute({ features, labels }) {
      requireTensor('ring', 'features', features, [null, dimension]);
      requireTensor('ring', 'labels', labels, [features.shape[0]], 'int32');
      return tidy(() => {
        const lengths: Tensor1D = sqrt(add(sum(square(features), 1), epsilon));
        return mul<Scalar>(mean(square(sub(lengths, radius))), 0.5);
      });
    },
    dispose: () => radius.dispose(),
  };
};
