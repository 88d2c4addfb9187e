import { centerLoss } from '../kernels/losses/centerLoss.ts';
import type { Loss } from './loss.ts';

/** Center loss of the features, mean over the batch without factor 1/2; see `centerLoss`. */
export const center = {
  id: 'center',
  compute: ({ features, centers, labels }) => centerLoss(features, centers, labels),
} as const satisfies Loss;
