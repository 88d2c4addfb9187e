import type { Evaluation } from '../../worker/looks/looks.ts';
import { count } from '../shared/format.ts';
import type { Line } from './lineChartSpec.ts';

/** The measures in order of their steps with a gap wherever the number of images changes: `null` stands for the gap. */
function withGaps(measured: readonly Evaluation[]): (Evaluation | null)[] {
  return measured.flatMap((each, i) => (i > 0 && measured[i - 1]!.count !== each.count ? [null, each] : [each]));
}

/**
 * A line per run through what was measured on a sample of the test set, and lone points where the whole set was: joined, a change
 * of sample would look like a change of the network. Where nothing but the whole set was measured, it makes the line.
 * @param testCount images of the whole test set.
 */
export function accuracyLines(names: readonly string[], evaluations: readonly Evaluation[], testCount: number): Line[] {
  const whole = evaluations.filter((each) => each.count === testCount);
  const sampled = evaluations.filter((each) => each.count !== testCount);
  const through = (run: number, name: string, measured: readonly (Evaluation | null)[]) => ({
    run,
    name,
    x: measured.map((each, i) => each?.step ?? measured[i - 1]?.step ?? 0),
    y: measured.map((each) => each?.runs[run]?.testAccuracy ?? Number.NaN),
  });
  if (sampled.length === 0) return names.map((name, run) => through(run, name, whole));
  const lines = names.map((name, run) => through(run, name, withGaps(sampled)));
  const points = names.map((name, run): Line => ({ ...through(run, `${name}, all ${count(testCount)}`, whole), as: 'points' }));
  return whole.length === 0 ? lines : [...lines, ...points];
}
