import { Catalog } from '../../catalog.ts';

/** A frozen network that turns photographs into embeddings, as menus know it. */
export interface BackboneChoice {
  readonly label: string;
  readonly description: string;
  /** Images are this many pixels high and wide. */
  readonly side: number;
  /** Numbers of an embedding. */
  readonly length: number;
  readonly source: string;
  readonly licence: string;
}

/** The backbones; their weights are listed in `data/weights.json` under the same ids. */
export const backboneChoices = {
  'mobilenet-v1-0.75-224': {
    label: 'MobileNetV1 0.75, 224',
    description: 'Trained on the thousand classes of ImageNet: 768 numbers an image, the mean of its last layer over all places.',
    side: 224,
    length: 768,
    source: 'Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, 2017; the weights of TensorFlow.js’s models',
    licence: 'Apache 2.0',
  },
} as const satisfies Record<string, BackboneChoice>;

/** The same as a catalog. */
export const backbones = new Catalog<BackboneChoice>('backbone', backboneChoices);

/** What photographs go through. */
export const defaultBackbone = 'mobilenet-v1-0.75-224';
