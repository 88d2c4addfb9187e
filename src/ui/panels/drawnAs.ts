import type { Experiment } from '../../config/schema.ts';
import { projections } from '../../projections/catalog.ts';

/** How features come into the plane or into space, in words: "64 features drawn in the plane by PCA", "64 features drawn by PCA in space"; null where the two are drawn as they are. */
export function drawnAs({ dimension, projection }: Pick<Experiment, 'dimension' | 'projection'>): string | null {
  if (projection === 'identity') return null;
  const { label, isInSpace } = projections.get(projection);
  return `${dimension} features drawn ${isInSpace ? 'by' : 'in the plane by'} ${label}`;
}
