/** Bounds of a number, inclusive. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Bounds of the numbers of an experiment, inclusive; those of a term's weight are its loss's. Sliders and validation read them here. */
export const ranges = {
  seed: { min: 0, max: 2 ** 31 - 1 },
  classNumber: { min: 0, max: 199 },
  dimension: { min: 2, max: 256 },
  batchSize: { min: 1, max: 1024 },
  learningRate: { min: 1e-5, max: 1 },
  centerRate: { min: 0, max: 1 },
  runs: { min: 1, max: 6 },
} as const satisfies Record<string, Range>;
