import { softmaxCrossEntropy } from '../kernels/losses/softmaxCrossEntropy.ts';
import type { Loss } from './loss.ts';

/** Mean softmax cross-entropy of the logits; see `softmaxCrossEntropy`. */
export const softmax = {
  id: 'softmax',
  compute: ({ logits, labels }) => softmaxCrossEntropy(logits, labels),
} as const satisfies Loss;
