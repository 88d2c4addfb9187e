import { centerTerm, effectiveCenterWeight } from '../config/experiment.ts';
import type { Experiment } from '../config/experiment.ts';
import { DivergedError } from '../errors.ts';
import type { LoggedLosses } from '../kernels/losses/lossLog.ts';

/** One run's mean losses on one batch. */
export interface StepLosses {
  readonly xent: number;
  readonly center: number;
}

/** Losses of steps `firstStep`, `firstStep + 1`, …; the first training step is 1. */
export interface Trace {
  readonly firstStep: number;
  readonly losses: readonly (readonly StepLosses[])[];
}

/** What a read of the losses told. */
export interface LossReport {
  /** The steps before the first one with a value that is not finite; all of them where there is none. */
  readonly trace: Trace;
  /** That value, its run and step; null where all are finite. */
  readonly fault: DivergedError | null;
}

const isFinite = ({ xent, center }: StepLosses) => Number.isFinite(xent) && Number.isFinite(center);

/** Splits what the log gave into steps and runs, up to the first value that is not finite. */
export function lossReport({ first, values }: LoggedLosses, experiment: Experiment): LossReport {
  const runs = experiment.runs.length;
  const rows = Array.from({ length: values.length / (2 * runs) }, (_, i) =>
    Array.from({ length: runs }, (_run, r): StepLosses => ({ xent: values[2 * (i * runs + r)]!, center: values[2 * (i * runs + r) + 1]! })),
  );
  const broken = rows.findIndex((row) => !row.every(isFinite));
  if (broken < 0) return { trace: { firstStep: first + 1, losses: rows }, fault: null };
  const runIndex = rows[broken]!.findIndex((losses) => !isFinite(losses));
  return {
    trace: { firstStep: first + 1, losses: rows.slice(0, broken) },
    fault: divergence(rows[broken]![runIndex]!, experiment, runIndex, first + broken + 1),
  };
}

/** Names run, step, value and rates; the advice is about what acts in that run. */
function divergence({ xent, center }: StepLosses, { runs, learningRate }: Experiment, runIndex: number, step: number): DivergedError {
  const run = runs[runIndex]!;
  const [what, value] = Number.isFinite(xent) ? ['Center loss', center] : ['Cross-entropy', xent];
  const weight = effectiveCenterWeight(run);
  return new DivergedError(
    `${what} became ${value} in run "${run.name}" at step ${step} (learning rate ${learningRate}${centerTerm(run) ? `, center-loss weight ${weight}` : ''}).`,
    weight > 0 ? 'Lower the learning rate or the center-loss weight, then reset.' : 'Lower the learning rate, then reset.',
  );
}
