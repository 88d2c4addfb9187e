import type { Variable } from '@tensorflow/tfjs-core';
import { Catalog } from '../../catalog.ts';
import { createAdam } from '../../kernels/optimizers/adam.ts';
import type { Optimizer } from '../../kernels/optimizers/optimizer.ts';
import { createSgd } from '../../kernels/optimizers/sgd.ts';
import type { optimizerChoices } from '../catalog.ts';

/** Makes an optimizer of parameters, on the active backend. */
export type OptimizerFactory = (parameters: readonly Variable[]) => Optimizer;

/** How each optimizer of the catalog is made, with PyTorch's defaults. Leaving one out does not compile. */
export const optimizerFactories = new Catalog<OptimizerFactory>('optimizer', {
  adam: (parameters) => createAdam(parameters),
  sgd: (parameters) => createSgd(parameters, { momentum: 0.9, weightDecay: 5e-4 }),
  'sgd-no-decay': (parameters) => createSgd(parameters, { momentum: 0.9 }),
} satisfies Record<keyof typeof optimizerChoices, OptimizerFactory>);
