import { Catalog } from '../catalog.ts';

/** A way to draw D-dimensional features in the plane or in space, as menus and validation know it. */
export interface ProjectionChoice {
  readonly label: string;
  readonly description: string;
  /** Dimensions that it can draw, inclusive. */
  readonly least: number;
  readonly most: number;
  /** Images that it draws at most while training, where more would not keep pace; absent where it draws all. */
  readonly mostInMotion?: number;
  /** Whether positions mean nothing but nearness: lengths in the picture then have no unit. */
  readonly isUnitless?: boolean;
  /** Whether positions have a depth, so that the picture can be turned. */
  readonly isInSpace?: boolean;
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
  space: {
    label: 'PCA in space',
    description: 'The three directions in which the features spread most: drag the picture to turn it, in all panels at once.',
    least: 3,
    most: 4096,
    isInSpace: true,
    source: 'As PCA, in three directions',
  },
  tsne: {
    label: 't-SNE',
    description: 'Features that are close stay neighbours; how far apart groups lie, and how large they are, says little. Each picture goes on from the one before, so that points travel.',
    least: 3,
    most: 4096,
    mostInMotion: 750,
    isUnitless: true,
    source: 'van der Maaten and Hinton, Visualizing Data using t-SNE, 2008; live after Rauber, Falcão and Telea, Visualizing Time-Dependent Data Using Dynamic t-SNE, 2016',
  },
} as const satisfies Record<string, ProjectionChoice>;

/** The same as a catalog. */
export const projections = new Catalog<ProjectionChoice>('projection', projectionChoices);

/** The projection that suits a number of dimensions where none is asked for. */
export const usualProjection = (dimension: number): string => (dimension === 2 ? 'identity' : 'pca');
