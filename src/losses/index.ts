import type { LossId } from './catalog.ts';
import { center } from './center.ts';
import type { Loss } from './loss.ts';
import { softmax } from './softmax.ts';

/** The implementation of every loss in the catalog; leaving one out does not compile. */
export const lossRegistry = { softmax, center } satisfies { readonly [Id in LossId]: Loss & { readonly id: Id } };
