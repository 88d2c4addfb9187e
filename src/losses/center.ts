import { tensor2d, tidy, variable } from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { centerLoss } from '../kernels/losses/centerLoss.ts';
import { updateCenters } from '../kernels/losses/updateCenters.ts';
import type { Loss } from './loss.ts';

/**
 * Center loss of the features, mean over the batch without factor 1/2; see `centerLoss`. The centers [C, D] start at N(0, 1) and
 * move by their own rule and rate, also where the term weighs 0.
 */
export const center: Loss = ({ classes, dimension, random, centerMotion }) => {
  const normals = random('centers');
  const start = Float32Array.from({ length: classes * dimension }, () => normals.normal());
  const centers = tidy(() => variable(tensor2d(start, [classes, dimension]), false));
  return {
    parameters: [],
    tracked: [['centers', centers]],
    centers,
    compute: ({ features, labels }) => centerLoss(features, centers as unknown as Tensor2D, labels),
    update: ({ features, labels }) => updateCenters(centers, features, labels, centerMotion),
    dispose: () => centers.dispose(),
  };
};
