/** A way of drawing features in the plane, fitted to a run's features at one step. */
export interface Fitted {
  /** Positions [M,2] of M vectors [M,D], row-major; a vector that is not finite gives one that is not. May be the vectors themselves. */
  apply(vectors: Float32Array): Float32Array;
}

/**
 * Fits a projection to features [N,D], row-major, with N at least 1.
 * @param before what the same run's features were drawn by at the step before, to turn the picture as little as can be; null at first.
 */
export type Projection = (features: Float32Array, dimension: number, before: Fitted | null) => Fitted;
