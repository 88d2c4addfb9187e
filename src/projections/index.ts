import { Catalog } from '../catalog.ts';
import type { projectionChoices } from './catalog.ts';
import { identity } from './identity.ts';
import { pca, space } from './pca.ts';
import type { Projection } from './projection.ts';
import { tsne } from './tsne/tsne.ts';

/** How each projection of the catalog is fitted; leaving one out does not compile. */
export const projectionFactories = new Catalog<Projection>('projection', { identity, pca, space, tsne } satisfies Record<keyof typeof projectionChoices, Projection>);
