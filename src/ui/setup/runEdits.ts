import * as v from 'valibot';
import { nameText } from '../../config/checks.ts';
import { freeName, makeTerm, runOf, termOf, usuallyWatched } from '../../config/experiment.ts';
import type { LossTerm, Run } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';

/** Losses whose weight can be set in a run, in the catalog's order. */
export const weighableLosses = (): string[] => losses.entries.filter(([, { weightSign }]) => weightSign !== null).map(([id]) => id);

/** A run with one term more, or another one of that loss. What the run is watched by stays; the center loss is, where it is no term. */
export function withLoss(run: Run, term: LossTerm): Run {
  const held = termOf(run, term.loss);
  return withObjective(run, held ? run.objective.map((each) => (each === held ? term : each)) : [...run.objective, term]);
}

/** A run without a loss. */
export function withoutLoss(run: Run, loss: string): Run {
  return withObjective(run, run.objective.filter((term) => term.loss !== loss));
}

function withObjective(run: Run, objective: readonly LossTerm[]): Run {
  const watched = [...new Set([...run.watched, ...usuallyWatched(objective)])].filter((loss) => !objective.some((term) => term.loss === loss));
  return { ...run, objective, watched };
}

/** One more run behind those in the editor: its id is none that these or the `known` ones have. */
export function oneMore(runs: readonly Run[], known: readonly Run[]): Run {
  const taken = new Set([...runs, ...known].map(({ id }) => id));
  let place = runs.length + 1;
  while (taken.has(`run-${place}`)) place++;
  return runOf(freeName(runs, `Run ${runs.length + 1}`), [makeTerm('center')], `run-${place}`);
}

/** What is wrong with the name of the run at an index, in words; null where nothing is. Of two alike the one is refused that was not `known` by it. */
export function nameRefusal(runs: readonly Run[], index: number, known: readonly Run[]): string | null {
  const { id, name: typed } = runs[index]!;
  if (known.some((run) => run.id === id && run.name === typed)) return null;
  const names = runs.map(({ name }) => name.trim());
  const read = v.safeParse(nameText, names[index]);
  if (!read.success) return `The name ${read.issues[0].message}.`;
  return names.some((name, i) => i !== index && name === names[index]) ? 'Another run has this name.' : null;
}
