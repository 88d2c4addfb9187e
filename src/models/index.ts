import type { Random } from '../random.ts';
import { models } from './catalog.ts';
import type { ModelId } from './catalog.ts';
import { createConvNet } from './convNet.ts';
import { pytorchInitializer } from './model.ts';
import type { Model, ModelShape } from './model.ts';

type ModelFactory = (shape: ModelShape, random: Random) => Model;

/** How each entry of the catalog is built. Leaving one out does not compile. */
export const modelFactories = {
  'small-cnn': (shape, random) => createConvNet(models['small-cnn'].architecture, shape, pytorchInitializer(random)),
  'lenet++': (shape, random) => createConvNet(models['lenet++'].architecture, shape, pytorchInitializer(random)),
} as const satisfies Record<ModelId, ModelFactory>;
