/** Largest absolute difference of two equally long arrays, relative to the largest absolute entry of `expected`; for tests. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values were compared with ${expected.length}.`);
  const largest = Array.from(expected).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return absoluteError(actual, expected) / (largest || 1);
}

/** Largest absolute difference of two equally long arrays; NaN when any is; for tests. */
export function absoluteError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Array.from(actual).reduce((max, value, at) => Math.max(max, Math.abs(value - expected[at]!)), 0);
}

/** Gradient of a scalar function of a flat array by central differences, in float64; for tests. */
export function centralDifferences(f: (x: Float64Array) => number, x: ArrayLike<number>, step = 1e-5): Float64Array {
  const at = Float64Array.from(x);
  return at.map((value, index) => {
    const shifted = (by: number) => f(at.with(index, value + by));
    return (shifted(step) - shifted(-step)) / (2 * step);
  });
}
