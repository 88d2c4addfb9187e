import { Catalog } from '../catalog.ts';

/** A way to draw D-dimensional features in the plane, as menus and validation know it. */
export interface ProjectionChoice {
  readonly label: string;
  readonly description: string;
  /** Dimensions that it can draw, inclusive. */
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

/** The ways to draw features. */
export const projectionChoices = {
  identity: {
    label: 'As they are',
    description: 'The two features are the two axes.',
    least: 2,
    most: 2,
    source: 'Wen et al., ECCV 2016, figures 1 and 2',
  },
  pca: {
    label: 'PCA',
    description: 'The plane in which the features spread most, turned to lie as it lay in the picture before.',
    least: 2,
    most: 4096,
    source: 'K. Pearson, On Lines and Planes of Closest Fit, 1901; turned by orthogonal Procrustes analysis (Schönemann, 1966)',
  },
} as const satisfies Record<string, ProjectionChoice>;

/** The same as a catalog. */
export const projections = new Catalog<ProjectionChoice>('projection', projectionChoices);

/** The projection that suits a number of dimensions where none is asked for. */
export const usualProjection = (dimension: number): string => (dimension === 2 ? 'identity' : 'pca');
