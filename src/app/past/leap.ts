import { branchedExperiment, runsBefore } from '../../config/branch.ts';
import { withLiveChange } from '../../config/liveChange.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import type { Experiment, Run } from '../../config/schema.ts';
import { PlaygroundError } from '../../errors.ts';
import type { Goal } from '../../worker/session/goal.ts';
import type { KeptTraining } from '../../worker/session/origin.ts';
import { branchedCurves } from './line.ts';
import type { Curves, Line } from './line.ts';
import type { Arrival } from './past.ts';

/** A way to a step of the past: what is set up first, and what it comes to. */
export interface Leap {
  /** The checkpoint that it begins from; null for step 0 of `base`. */
  readonly from: KeptTraining | null;
  readonly base: Experiment;
  /** What is shown while it is under way. */
  readonly shown: Experiment;
  /** The live changes on the way. */
  readonly log: readonly LoggedChange[];
  /** How many test images accuracy is told of. */
  readonly sample: number | null;
  readonly goal: Goal;
  readonly arrival: Arrival;
  readonly curves: Curves;
}

/** Runs that stand side by side at most where one of them branched off. */
export const mostRuns = 4;

/** What is known of a line as it is now. */
export interface Known {
  readonly line: Line;
  readonly step: number;
  readonly experiment: Experiment;
  readonly log: readonly LoggedChange[];
  readonly curves: Curves;
}

/** A step of the past, and what was there. */
export interface Place {
  readonly step: number;
  readonly line: Line;
  /** Indices, in that line, of the run to branch off and of those to go on beside it. */
  readonly parent: number;
  readonly beside: readonly number[];
  /** The experiment as it was there. */
  readonly experiment: Experiment;
  readonly log: readonly LoggedChange[];
  readonly curves: Curves;
}

/** Which runs, of which line, a step of a line is about: before its fork they are its parent's. */
function whereItWas(line: Line, step: number, runs: readonly number[]): { readonly line: Line; readonly runs: readonly number[] } {
  if (!line.fork || step >= line.fork.step) return { line, runs };
  const before = runsBefore(line.fork.branch);
  return whereItWas(line.fork.parent, step, runs.map((r) => before[r]!));
}

/**
 * A step of the present training to branch off at: beside the runs that there are or, where those would be more than four with
 * the branch, beside the one that it leaves.
 *
 * @param run index of the run that it leaves.
 * @throws PlaygroundError for a step that is not there.
 */
export function placeAt(present: Known, step: number, run: number): Place {
  if (!Number.isInteger(step) || step < 0 || step > present.step) throw new PlaygroundError(`There is no step ${step} to fork at; the training is at step ${present.step}.`, `Choose a whole number from 0 to ${present.step}.`);
  const all = present.experiment.runs.map((_, r) => r);
  const { line, runs } = whereItWas(present.line, step, [run, ...(all.length < mostRuns ? all : [run])]);
  const [parent, ...beside] = runs as [number, ...number[]];
  if (step < line.begins) throw new PlaygroundError(`What was before step ${line.begins} is not kept.`, `Choose a step from ${line.begins} on.`);
  const { log, curves } = line === present.line ? present : { log: line.tip?.log ?? [], curves: line.tip ?? { lossHistory: [], evaluations: [] } };
  const experiment = log.filter((entry) => entry.step >= line.begins && entry.step <= step).reduce((held, { change }) => withLiveChange(held, change), line.base);
  return { step, line, parent, beside: [...new Set(beside)], experiment, log, curves };
}

/** The way to a branch at a place of the past. */
export function branching({ step, line, parent, beside, log, curves }: Place, run: Run): Leap {
  const branch = { beside, parent, run };
  const from = line.marks.upTo(step)?.training ?? null;
  return {
    from,
    base: line.base,
    shown: branchedExperiment(line.base, branch),
    log,
    sample: (from ?? line.marks.all[0]?.training ?? line.tip)?.sample ?? null,
    goal: { step, branch },
    arrival: { bytes: from?.bytes ?? null, what: 'A fork', fork: { of: line, step, branch, name: run.name } },
    curves: branchedCurves(curves, step, branch),
  };
}
