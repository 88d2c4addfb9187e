/** Points kept per curve. */
export const historyLimit = 2000;

/** The points with more behind them; beyond the limit every second one is dropped. */
export function appended<T extends { readonly step: number }>(points: readonly T[], more: readonly T[]): readonly T[] {
  const all = [...points, ...more];
  return all.length <= historyLimit ? all : all.filter((_, i) => i % 2 === 0 || i === all.length - 1);
}
