import { softmaxCrossEntropy } from '../kernels/losses/softmaxCrossEntropy.ts';
import type { Loss } from './loss.ts';

/** Mean softmax cross-entropy of the logits; see `softmaxCrossEntropy`. */
export const softmax: Loss = () => ({
  parameters: [],
  tracked: [],
  compute: ({ logits, labels }) => softmaxCrossEntropy(logits, labels),
  dispose: () => undefined,
});
