/** Where values lie: their mean and, from two on, their sample standard deviation, that is over n - 1. */
export interface Spread {
  readonly count: number;
  /** NaN of no values. */
  readonly mean: number;
  /** Null below two values. */
  readonly deviation: number | null;
}

/** Mean and sample standard deviation of the finite ones of these values. */
export function spreadOf(values: readonly number[]): Spread {
  const known = values.filter(Number.isFinite);
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null };
}

/** How a run differs from the first one, seed by seed. */
export interface PairedDifference extends Spread {
  /** deviation / sqrt(count): how far the mean may lie off by chance. Null below two pairs. */
  readonly standardError: number | null;
  /** Pairs in which the run is better than the first one; equal ones are not. */
  readonly better: number;
  /** Whether the mean lies over two standard errors from 0. */
  readonly moreThanLuck: boolean;
}

/**
 * The differences `other - first` of values that belong together by their place; a pair with a value that is not finite is left
 * out.
 * @param higherIsBetter false of measures such as compactness.
 */
export function pairedDifference(first: readonly number[], other: readonly number[], higherIsBetter: boolean): PairedDifference {
  const differences = other.flatMap((value, i) => (Number.isFinite(value - first[i]!) ? [value - first[i]!] : []));
  const spread = spreadOf(differences);
  const standardError = spread.deviation === null ? null : spread.deviation / Math.sqrt(spread.count);
  return {
    ...spread,
    standardError,
    better: differences.filter((difference) => (higherIsBetter ? difference > 0 : difference < 0)).length,
    moreThanLuck: standardError !== null && Math.abs(spread.mean) > 2 * standardError,
  };
}
