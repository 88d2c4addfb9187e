import { effectiveWeight, lossesOf, ratesOf } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import { DivergedError } from '../../errors.ts';
import type { LoggedLosses } from '../../kernels/losses/lossLog.ts';
import { losses } from '../../losses/catalog.ts';

/** One run's mean losses over some examples, unweighted, by the losses' ids: its terms' and those that are watched. */
export type LossValues = Readonly<Record<string, number>>;

/** Losses of steps `firstStep`, `firstStep + 1`, …, each of one batch: `losses[i][run]`; the first training step is 1. */
export interface Trace {
  readonly firstStep: number;
  readonly losses: readonly (readonly LossValues[])[];
}

/** What a read of the losses told. */
export interface LossReport {
  /** The steps before the first one with a value that is not finite; all of them where there is none. */
  readonly trace: Trace;
  /** That value, its run and step; null where all are finite. */
  readonly fault: DivergedError | null;
}

const isFinite = (values: LossValues) => Object.values(values).every(Number.isFinite);

/** Splits what the log gave into steps and runs, up to the first value that is not finite. */
export function lossReport({ first, values }: LoggedLosses, experiment: Experiment): LossReport {
  const columns = experiment.runs.map(lossesOf);
  const width = columns.reduce((sum, { length }) => sum + length, 0);
  const rows = Array.from({ length: values.length / width }, (_, i) => {
    let at = i * width;
    return columns.map((ids): LossValues => Object.fromEntries(ids.map((id) => [id, values[at++]!])));
  });
  const broken = rows.findIndex((row) => !row.every(isFinite));
  if (broken < 0) return { trace: { firstStep: first + 1, losses: rows }, fault: null };
  const runIndex = rows[broken]!.findIndex((row) => !isFinite(row));
  return {
    trace: { firstStep: first + 1, losses: rows.slice(0, broken) },
    fault: divergence(rows[broken]![runIndex]!, experiment, runIndex, first + broken + 1),
  };
}

/** Names run, step, value and rates; the advice is about what acts in that run. */
function divergence(values: LossValues, experiment: Experiment, runIndex: number, step: number): DivergedError {
  const run = experiment.runs[runIndex]!;
  const { learningRate } = ratesOf(experiment, run);
  const [loss, value] = Object.entries(values).find(([, one]) => !Number.isFinite(one))!;
  const weighted = run.objective.filter((term) => losses.get(term.loss).weightSign !== null);
  const weights = weighted.map((term) => `, ${losses.get(term.loss).label.toLowerCase()} weight ${effectiveWeight(run, term.loss)}`).join('');
  const acting = weighted.filter((term) => effectiveWeight(run, term.loss) > 0).map((term) => `the weight of the ${losses.get(term.loss).label.toLowerCase()}`);
  return new DivergedError(
    `${losses.get(loss).short} became ${value} in run "${run.name}" at step ${step} (learning rate ${learningRate}${weights}).`,
    `Lower ${['the learning rate', ...acting].join(' or ')}, then reset.`,
  );
}
