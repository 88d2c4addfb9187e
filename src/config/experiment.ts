import { losses } from '../losses/catalog.ts';
import { experimentVersion } from './schema.ts';
import type { Experiment, LossTerm, Run } from './schema.ts';

/** A term of an objective with its loss's default options; its weight is the loss's default unless given. */
export function makeTerm(loss: string, weight: number = losses.get(loss).weight.default): LossTerm {
  const options = Object.fromEntries(Object.entries(losses.get(loss).options).map(([name, option]) => [name, option.default]));
  return { loss, weight, on: true, options };
}

/** What a run with this objective is watched by unless told: the center loss where it is no term, so that its value and its centers are shown. */
export const usuallyWatched = (objective: readonly LossTerm[]): string[] => (objective.some(({ loss }) => loss === 'center') ? [] : ['center']);

/** A run of softmax and further terms. */
export function runOf(name: string, terms: readonly LossTerm[], id = 'run'): Run {
  const objective = [makeTerm('softmax'), ...terms];
  return { id, name, head: 'linear', objective, watched: usuallyWatched(objective) };
}

/** A run of plain softmax, with a center term when `centerWeight` is above zero. */
export function makeRun(name: string, centerWeight: number, id?: string): Run {
  return runOf(name, centerWeight > 0 ? [makeTerm('center', centerWeight)] : [], id);
}

/** The term of a run with this loss, or undefined. */
export function termOf(run: Run, loss: string): LossTerm | undefined {
  return run.objective.find((term) => term.loss === loss);
}

/** The weight with which a loss acts in a run now: 0 where the term is absent or off. */
export function effectiveWeight(run: Run, loss: string): number {
  const term = termOf(run, loss);
  return term?.on ? term.weight : 0;
}

/** Every loss that is measured in a run: its terms', then those that are watched. */
export function lossesOf({ objective, watched }: Run): string[] {
  return [...objective.map(({ loss }) => loss), ...watched];
}

/** The rates that a run trains by: its own or the experiment's. */
export const ratesOf = ({ learningRate, centerRate }: Experiment, { rates }: Run): { readonly learningRate: number; readonly centerRate: number } => rates ?? { learningRate, centerRate };

/** Changes one term of one run; the run must have it. */
export function withTerm(experiment: Experiment, runIndex: number, loss: string, change: Partial<Pick<LossTerm, 'weight' | 'on'>>): Experiment {
  const runs = experiment.runs.map((run, i) =>
    i === runIndex ? { ...run, objective: run.objective.map((term) => (term.loss === loss ? { ...term, ...change } : term)) } : run,
  );
  return { ...experiment, runs };
}

/** A name for a run that none of these has: as wished, or with a number behind. */
export function freeName(runs: readonly Pick<Run, 'name'>[], wished: string): string {
  const taken = new Set(runs.map(({ name }) => name));
  if (!taken.has(wished)) return wished;
  for (let number = 2; ; number++) if (!taken.has(`${wished} ${number}`)) return `${wished} ${number}`;
}

/** The default experiment: the well-known figure, plain softmax beside softmax + 0.1 x center loss. */
export const defaultExperiment: Experiment = {
  version: experimentVersion,
  dataset: 'mnist-10k',
  heldOut: [],
  model: 'small-cnn',
  dimension: 2,
  projection: 'identity',
  seed: 1,
  batchSize: 128,
  optimizer: 'adam',
  learningRate: 0.005,
  centerRule: 'gradient',
  centerRate: 0.5,
  runs: [makeRun('Softmax', 0, 'softmax'), makeRun('Softmax + center', 0.1, 'center')],
};
