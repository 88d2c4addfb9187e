import { useState } from 'react';
import { centerTerm } from '../../config/experiment.ts';
import type { LossTerm, Run } from '../../config/experiment.ts';
import { useApp } from '../context.ts';

/** The run whose center loss the page's switch and slider move. */
export interface CenterRun {
  readonly run: number;
  readonly term: LossTerm;
  /** All runs that have a center term: index and name. */
  readonly choices: readonly (readonly [number, string])[];
  choose(run: number): void;
}

/** Runs with a center term, in order. */
function runsWithCenter(runs: readonly Run[]): (readonly [number, string])[] {
  return runs.flatMap((run, i) => (centerTerm(run) ? [[i, run.name] as const] : []));
}

/** The chosen run with a center term, the first one unless told; null where no run has one. */
export function useCenterRun(): CenterRun | null {
  const runs = useApp((state) => state.experiment.runs);
  const [chosen, choose] = useState(0);
  const choices = runsWithCenter(runs);
  const [run] = choices.find(([i]) => i === chosen) ?? choices[0] ?? [];
  const term = run === undefined ? undefined : runs[run] && centerTerm(runs[run]);
  return run === undefined || !term ? null : { run, term, choices, choose };
}
