import { freeName } from './experiment.ts';
import { withLiveChange } from './liveChange.ts';
import type { LoggedChange } from './liveChange.ts';
import type { Experiment, Run } from './schema.ts';

/** A run that branches off another one, and the runs that train on beside it. */
export interface Branch {
  /** Indices of the runs that go on, in their order. */
  readonly beside: readonly number[];
  /** Index of the run that it branches off. */
  readonly parent: number;
  /** What it is from there on. */
  readonly run: Run;
}

/** Of each run of the branched training the run of the one before that it was until then. */
export const runsBefore = ({ beside, parent }: Branch): readonly number[] => [...beside, parent];

/** The experiment that trains on: the runs that go on, then the branch. */
export const branchedExperiment = (experiment: Experiment, { beside, run }: Branch): Experiment => ({
  ...experiment,
  runs: [...beside.map((r) => experiment.runs[r]!), run],
});

/** What the name of a branch says of where it began, where nobody named it: "λ 2 from 40", "λ 2 from 40 2". */
const origin = / from \d+(?: \d+)?$/;

/** An experiment from step 0 on, where no run branches off another one: the names of those that did say no more from which step. They stay unique. */
export function fromStart(experiment: Experiment): Experiment {
  const isTold = ({ id, name }: Run) => id.startsWith('fork-') && origin.test(name);
  if (!experiment.runs.some(isTold)) return experiment;
  const taken = experiment.runs.filter((run) => !isTold(run));
  const runs = experiment.runs.map((run) => {
    if (!isTold(run)) return run;
    const renamed = { ...run, name: freeName(taken, run.name.replace(origin, '')) };
    taken.push(renamed);
    return renamed;
  });
  return { ...experiment, runs };
}

/** The live changes up to a branching, in the branched training's runs. What was changed at that very step is not the branch's: it is what its own objective says. */
export function branchedLog(log: readonly LoggedChange[], step: number, branch: Branch): LoggedChange[] {
  const from = runsBefore(branch);
  const own = branch.beside.length;
  return log
    .filter((entry) => entry.step <= step)
    .map(({ step: at, change }) => {
      if (change.kind !== 'term') return { step: at, change };
      const runs = from.flatMap((r, i) => (change.runs.includes(r) && (i !== own || at < step) ? [i] : []));
      return { step: at, change: { ...change, runs } };
    });
}

/**
 * What leads to a branched training, from step 0 on where live changes can say all that is different in the branch: it is then its
 * parent's twin up to that step, since both begin with the same weights and centers and train on the same batches. `begun` is
 * null where they cannot, as where the branch has other losses or rates from a later step on, and where that of the training
 * before is.
 */
export function branchedCourse(begun: Experiment | null, log: readonly LoggedChange[], step: number, branch: Branch): { readonly begun: Experiment | null; readonly log: readonly LoggedChange[] } {
  const before = branchedLog(log, step, branch);
  const { beside, parent, run } = branch;
  if (!begun) return { begun, log: before };
  if (step === 0) return { begun: branchedExperiment(begun, branch), log: before };
  const twin = branchedExperiment(begun, { ...branch, run: { ...begun.runs[parent]!, id: run.id, name: run.name } });
  const own = beside.length;
  const then = before.reduce((held, { change }) => withLiveChange(held, change), twin).runs[own]!;
  if (unweighted(then) !== unweighted(run)) return { begun: null, log: before };
  const changed = run.objective.filter(({ weight, on }, i) => weight !== then.objective[i]!.weight || on !== then.objective[i]!.on);
  return { begun: twin, log: [...before, ...changed.map(({ loss, weight, on }) => ({ step, change: { kind: 'term' as const, runs: [own], loss, weight, on } }))] };
}

/** All of a run but its weights, to be compared. */
const unweighted = ({ objective, ...rest }: Run): string => JSON.stringify([objective.map((term) => ({ ...term, weight: 0, on: true })), Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The live changes that lay beyond a branching, in the branched training's runs: the runs that go on beside the branch are changed again as they were, so that they stay what they are compared with; the branch is not, but by rates where it has none of its own. */
export function branchedAhead(log: readonly LoggedChange[], step: number, { beside }: Branch): LoggedChange[] {
  return log
    .filter((entry) => entry.step > step)
    .flatMap<LoggedChange>(({ step: at, change }) => {
      if (change.kind !== 'term') return [{ step: at, change }];
      const runs = beside.flatMap((r, i) => (change.runs.includes(r) ? [i] : []));
      return runs.length > 0 ? [{ step: at, change: { ...change, runs } }] : [];
    });
}
