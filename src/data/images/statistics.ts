/** Mean and standard deviation of bytes scaled to 0..1, in double precision; a deviation of 0 is given as 1, by which one can divide. */
export function meanAndDeviation(values: Uint8Array): { readonly mean: number; readonly std: number } {
  const counts = new Float64Array(256);
  for (const value of values) counts[value]!++;
  const sum = counts.reduce((total, count, value) => total + count * (value / 255), 0);
  const mean = sum / Math.max(1, values.length);
  const variance = counts.reduce((total, count, value) => total + count * (value / 255 - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, std: Math.sqrt(variance) || 1 };
}
