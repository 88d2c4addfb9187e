/** Work in parts of some milliseconds each: between two of them, who does it may let others have their turn, or leave off. */
export type Parts<T> = Generator<undefined, T, undefined>;

/** A way of drawing features in the plane, fitted to a run's features at one step. It stays as it is made. */
export interface Fitted {
  /** Positions [M,2] of M vectors [M,D], row-major; a vector that is not finite gives one that is not. May be the vectors themselves. */
  apply(vectors: Float32Array): Float32Array;
  /** Of a picture in space, the third coordinate of each vector, [M], towards who looks at it. */
  depths?(vectors: Float32Array): Float32Array;
  /** Where a picture comes about by and by: the same features drawn a little better; null once it has settled. */
  settle?(): Parts<Fitted | null>;
}

/**
 * Fits a projection to features [N,D], row-major, with N at least 1; at once, or in parts where it takes long.
 * @param before what the same run's features were drawn by at the step before, to move the picture as little as can be; null at first.
 * @param beside what the first run's features are drawn by at this step, for a first picture to lie as that one does; null for the first run.
 */
export type Projection = (features: Float32Array, dimension: number, before: Fitted | null, beside: Fitted | null) => Fitted | Parts<Fitted>;
