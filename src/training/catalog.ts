import { Catalog } from '../catalog.ts';

/** An optimizer as menus and validation know it. */
export interface OptimizerChoice {
  readonly label: string;
  readonly description: string;
  /** Learning rate that suits the small CNN. */
  readonly learningRate: number;
  readonly source: string;
}

/** The optimizers a person can choose from; both follow PyTorch's formulas. */
export const optimizerChoices = {
  adam: {
    label: 'Adam',
    description: 'Adaptive moments: β₁ 0.9, β₂ 0.999, ε 1e-8.',
    learningRate: 0.005,
    source: 'Kingma and Ba, Adam: A Method for Stochastic Optimization, ICLR 2015; torch.optim.Adam.',
  },
  sgd: {
    label: 'SGD',
    description: 'Stochastic gradient descent with momentum 0.9 and weight decay 0.0005.',
    learningRate: 0.01,
    source: 'torch.optim.SGD.',
  },
  'sgd-no-decay': {
    label: 'SGD, no decay',
    description: 'Stochastic gradient descent with momentum 0.9 and no weight decay: what suits a head on the embeddings of a frozen network.',
    learningRate: 0.01,
    source: 'torch.optim.SGD.',
  },
} as const satisfies Record<string, OptimizerChoice>;

/** The same as a catalog. */
export const optimizers = new Catalog<OptimizerChoice>('optimizer', optimizerChoices);

/** What can train, the best first. */
export const backends = {
  webgpu: { label: 'WebGPU' },
  webgl: { label: 'WebGL' },
  cpu: { label: 'CPU' },
} as const satisfies Record<string, { readonly label: string }>;

/** Names a backend of tfjs that can train. */
export type BackendName = keyof typeof backends;
