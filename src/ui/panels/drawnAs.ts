import type { Experiment } from '../../config/schema.ts';
import { projections } from '../../projections/catalog.ts';

/** How features come into the plane, in words: "64 features drawn in the plane by PCA"; null where the two are drawn as they are. */
export function drawnAs({ dimension, projection }: Pick<Experiment, 'dimension' | 'projection'>): string | null {
  return projection === 'identity' ? null : `${dimension} features drawn in the plane by ${projections.get(projection).label}`;
}
