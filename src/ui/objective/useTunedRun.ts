import { useState } from 'react';
import type { LossTerm, Run } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';
import { useApp } from '../shared/context.ts';

/** The run whose terms the page's switches and sliders move. */
export interface TunedRun {
  readonly run: number;
  /** The terms that have a weight to move, at least one. */
  readonly terms: readonly [LossTerm, ...LossTerm[]];
  /** All runs that have such a term: index and name. */
  readonly choices: readonly (readonly [number, string])[];
  choose(run: number): void;
}

/** Terms of an objective whose weight is moved on the page. */
export const weightedTerms = ({ objective }: Run): LossTerm[] => objective.filter(({ loss }) => losses.get(loss).weightSign !== null);

/** The chosen run with a weighted term, the first one unless told; null where no run has one. */
export function useTunedRun(): TunedRun | null {
  const runs = useApp((state) => state.experiment.runs);
  const [chosen, choose] = useState(0);
  const choices = runs.flatMap((run, i) => (weightedTerms(run).length > 0 ? [[i, run.name] as const] : []));
  const [run] = choices.find(([i]) => i === chosen) ?? choices[0] ?? [];
  if (run === undefined) return null;
  const [first, ...others] = weightedTerms(runs[run]!);
  return first ? { run, terms: [first, ...others], choices, choose } : null;
}
