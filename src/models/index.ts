import { Catalog } from '../catalog.ts';
import type { Random } from '../random.ts';
import { architectureOf } from './catalog.ts';
import type { headChoices, modelChoices } from './catalog.ts';
import { createConvBody } from './convNet.ts';
import { createDirectBody } from './direct.ts';
import { createLinearHead } from './linearHead.ts';
import { joinedModel } from './model.ts';
import type { Body, Head, Model, ModelShape } from './model.ts';
import { pytorchInitializer } from './parameters.ts';
import type { Initializer } from './parameters.ts';

/** Makes a network's body. */
export type BodyFactory = (shape: ModelShape, initialize: Initializer) => Body;

/** Makes a network's head. */
export type HeadFactory = (shape: ModelShape, initialize: Initializer) => Head;

/** How each model of the catalog is built, up to the features. Leaving one out does not compile. */
export const bodyFactories = new Catalog<BodyFactory>('model', {
  'small-cnn': (shape, initialize) => createConvBody(architectureOf('small-cnn'), shape, initialize),
  'lenet++': (shape, initialize) => createConvBody(architectureOf('lenet++'), shape, initialize),
  direct: createDirectBody,
} satisfies Record<keyof typeof modelChoices, BodyFactory>);

/** How each head of the catalog is built. Leaving one out does not compile. */
export const headFactories = new Catalog<HeadFactory>('head', {
  linear: (shape, initialize) => createLinearHead(shape, initialize, { hasBias: false }),
  'linear-bias': (shape, initialize) => createLinearHead(shape, initialize, { hasBias: true }),
} satisfies Record<keyof typeof headChoices, HeadFactory>);

/** A model of the catalogs with PyTorch's initial weights: body first, then head; the caller disposes it. */
export function createModel(parts: { readonly model: string; readonly head: string }, shape: ModelShape, random: Random): Model {
  const initialize = pytorchInitializer(random);
  return joinedModel(bodyFactories.get(parts.model)(shape, initialize), headFactories.get(parts.head)(shape, initialize));
}
