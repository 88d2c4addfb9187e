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

interface ModelChoice {
  readonly label: string;
  readonly description: string;
  readonly source: string;
  readonly architecture: Architecture;
}

/** The networks a person can choose from. Images [B,H,W,1] -> features [B,D] -> logits [B,C]. */
export const models = {
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
} as const satisfies Record<string, ModelChoice>;

/** Names a model in experiments. */
export type ModelId = keyof typeof models;
