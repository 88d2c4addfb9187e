import type { LuckSummary } from './luck.ts';

/** A field of a CSV file by RFC 4180. */
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const written = (value: number) => (Number.isFinite(value) ? String(value) : '');

/**
 * A line for every seed of every run, seed by seed, under `seed,run,test_accuracy,compactness`: the accuracy a fraction, all
 * digits, empty where the seed was stopped.
 */
export function luckCsv({ runs }: LuckSummary): string {
  const seeds = runs[0]?.seeds ?? [];
  const lines = seeds.flatMap((_, i) => runs.map(({ name, seeds: measured }) => [measured[i]!.seed, quoted(name), written(measured[i]!.testAccuracy), written(measured[i]!.compactness)].join(',')));
  return ['seed,run,test_accuracy,compactness', ...lines, ''].join('\r\n');
}
