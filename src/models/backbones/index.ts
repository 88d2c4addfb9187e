import { Catalog } from '../../catalog.ts';
import type { Backbone } from './backbone.ts';
import type { backboneChoices } from './catalog.ts';
import { createMobileNet } from './mobileNet.ts';
import type { NamedTensors } from './mobileNet.ts';

/** How each backbone of the catalog is made of its weights, on the active backend; leaving one out does not compile. */
export const backboneFactories = new Catalog<(weights: NamedTensors) => Backbone>('backbone', {
  'mobilenet-v1-0.75-224': createMobileNet,
} satisfies Record<keyof typeof backboneChoices, (weights: NamedTensors) => Backbone>);
