import { PlaygroundError } from '../errors.ts';
import { centerTerm, withCenterTerm } from './experiment.ts';
import type { Experiment } from './experiment.ts';

/** A change to a training under way. It reaches all runs that it names at one step; a weight of null leaves each run its own. */
export type LiveChange =
  | { readonly kind: 'centerTerm'; readonly runs: readonly number[]; readonly weight: number | null; readonly on: boolean }
  | { readonly kind: 'rates'; readonly learningRate: number; readonly centerRate: number };

/** A change and the last step that was done without it. */
export interface LoggedChange {
  readonly step: number;
  readonly change: LiveChange;
}

/** @throws PlaygroundError when the change names a run that has no center term. */
export function checkLiveChange(experiment: Experiment, change: LiveChange): void {
  if (change.kind !== 'centerTerm') return;
  const without = change.runs.find((run) => !experiment.runs[run] || !centerTerm(experiment.runs[run]));
  if (without !== undefined) throw new PlaygroundError(`Run ${without} has no center term.`, 'Configure the run with a centerWeight above 0 first.');
}

/** A log with one more change; what it leaves nothing of at the same step is not kept. */
export function withLogged(log: readonly LoggedChange[], entry: LoggedChange): readonly LoggedChange[] {
  return [...log.filter(({ step, change }) => !(step === entry.step && supersedes(entry.change, change))), entry];
}

function supersedes(change: LiveChange, earlier: LiveChange): boolean {
  if (change.kind === 'rates' || earlier.kind === 'rates') return change.kind === earlier.kind;
  return change.weight !== null && earlier.runs.every((run) => change.runs.includes(run));
}

/** The experiment after a change. Runs without a center term stay as they are. */
export function withLiveChange(experiment: Experiment, change: LiveChange): Experiment {
  if (change.kind === 'rates') return { ...experiment, learningRate: change.learningRate, centerRate: change.centerRate };
  const { weight, on } = change;
  const runs = change.runs.filter((run) => experiment.runs[run] && centerTerm(experiment.runs[run]));
  return runs.reduce((held, run) => withCenterTerm(held, run, weight === null ? { on } : { weight, on }), experiment);
}
