import type { Variable } from '@tensorflow/tfjs-core';
import { createAdam } from '../kernels/optimizers/adam.ts';
import type { Optimizer } from '../kernels/optimizers/optimizer.ts';
import { createSgd } from '../kernels/optimizers/sgd.ts';
import type { OptimizerId } from './catalog.ts';

/** How each optimizer of the catalog is made, with PyTorch's defaults. Leaving one out does not compile. */
export const optimizerFactories = {
  adam: (parameters) => createAdam(parameters),
  sgd: (parameters) => createSgd(parameters, { momentum: 0.9, weightDecay: 5e-4 }),
} as const satisfies Record<OptimizerId, (parameters: readonly Variable[]) => Optimizer>;
