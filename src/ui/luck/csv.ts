import { line, textCell } from '../../app/home/csv.ts';
import type { LuckSummary } from '../../app/luck/luck.ts';

const written = (value: number) => (Number.isFinite(value) ? String(value) : '');

/**
 * A line for every seed of every run, seed by seed, under `seed,run,test_accuracy,compactness`: the accuracy a fraction, all
 * digits, empty where the seed was stopped.
 */
export function luckCsv({ runs }: LuckSummary): string {
  const seeds = runs[0]?.seeds ?? [];
  const lines = seeds.flatMap((_, i) => runs.map(({ name, seeds: measured }) => line([String(measured[i]!.seed), textCell(name), written(measured[i]!.testAccuracy), written(measured[i]!.compactness)])));
  return [line(['seed', 'run', 'test_accuracy', 'compactness']), ...lines].join('');
}
