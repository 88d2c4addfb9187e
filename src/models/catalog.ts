import { Catalog } from '../catalog.ts';

/** Shape of a convolutional network: blocks of convolutions, each block ending in a max-pool 2x2, then dense layers. */
export interface Architecture {
  /** Output channels of each block. */
  readonly widths: readonly number[];
  /** Side of the square convolution kernels, odd. */
  readonly kernel: number;
  readonly convolutionsPerBlock: number;
  /** Width of the dense layer before the features; 0 for none. */
  readonly hidden: number;
}

/** A network as menus and validation know it. */
export interface ModelChoice {
  readonly label: string;
  readonly description: string;
  readonly source: string;
}

/** The networks a person can choose from, up to the features. */
export const modelChoices = {
  'small-cnn': {
    label: 'Small CNN',
    description: 'Three 3×3 convolutions (8, 16, 32 channels), each with PReLU and max-pooling, then a dense layer of 64. 24,654 parameters.',
    source: 'This project’s default: small enough to reach 96 % in two epochs in a page.',
    architecture: { widths: [8, 16, 32], kernel: 3, convolutionsPerBlock: 1, hidden: 64 },
  },
  'lenet++': {
    label: 'LeNet++',
    description: 'Six 5×5 convolutions in pairs of 32, 64 and 128 channels with PReLU, max-pooling after each pair. About 60 times the work of the small CNN.',
    source: 'Wen et al., A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016, table 1.',
    architecture: { widths: [32, 64, 128], kernel: 5, convolutionsPerBlock: 2, hidden: 0 },
  },
  direct: {
    label: 'One dense layer',
    description: 'No hidden layer: the features are sums of weighted pixels, or of the numbers of an embedding.',
    source: 'The head of a network on what a frozen one made; on pixels, what no depth can do.',
  },
} as const satisfies Record<string, ModelChoice & { readonly architecture?: Architecture }>;

/** Models that are convolutional networks of the catalog's form. */
export type ConvNetId = 'small-cnn' | 'lenet++';

/** The form of one of them. */
export const architectureOf = (model: ConvNetId): Architecture => modelChoices[model].architecture;

/** The same as a catalog. */
export const models = new Catalog<ModelChoice>('model', modelChoices);

/** A head as menus and validation know it. */
export interface HeadChoice {
  readonly label: string;
  readonly formula: string;
  readonly source: string;
}

/** What turns features into logits. */
export const headChoices = {
  linear: {
    label: 'Linear',
    formula: 'logits = Wᵀx',
    source: 'without bias: a bias breaks the ring that softmax features form',
  },
  'linear-bias': {
    label: 'Linear with bias',
    formula: 'logits = Wᵀx + b',
    source: 'as is usual on features of many dimensions',
  },
} as const satisfies Record<string, HeadChoice>;

/** The same as a catalog. */
export const heads = new Catalog<HeadChoice>('head', headChoices);
