import { Catalog } from '../catalog.ts';
import type { lossChoices } from './catalog.ts';
import { center } from './center.ts';
import type { Loss } from './loss.ts';
import { ring } from './ring.ts';
import { softmax } from './softmax.ts';

/** How each loss of the catalog is put to work; leaving one out does not compile. */
export const lossFactories = new Catalog<Loss>('loss', { softmax, center, ring } satisfies Record<keyof typeof lossChoices, Loss>);
