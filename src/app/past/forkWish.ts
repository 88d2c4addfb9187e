import { freeName, ratesOf } from '../../config/experiment.ts';
import { changedExperiment, checkedNumber } from '../../config/validate.ts';
import type { Experiment, LossTerm, Run } from '../../config/schema.ts';
import { PlaygroundError } from '../../errors.ts';
import { losses } from '../../losses/catalog.ts';

/** What is different in a fork. What is left out stays as in the run that it branches off; the first one with a center term unless told. */
export interface ForkWish {
  /** Name or index of that run. */
  readonly run?: string | number | undefined;
  readonly name?: string | undefined;
  readonly centerWeight?: number | undefined;
  readonly objective?: readonly (Pick<LossTerm, 'loss'> & Partial<LossTerm>)[] | undefined;
  readonly watched?: readonly string[] | undefined;
  /** The branch's own from there on; the other runs keep theirs. */
  readonly learningRate?: number | undefined;
  readonly centerRate?: number | undefined;
}

const fields: readonly string[] = ['run', 'name', 'centerWeight', 'objective', 'watched', 'learningRate', 'centerRate'] satisfies readonly (keyof ForkWish)[];
const hint = 'Nothing was changed; correct it and try again.';

/** What is asked for. @throws PlaygroundError for what is no wish. */
export function checkedWish(given: unknown): ForkWish {
  if (Object.prototype.toString.call(given) !== '[object Object]') throw new PlaygroundError(`What a fork changes is ${typeof given}; it is an object of ${fields.join(', ')}.`, hint);
  const unknown = Object.keys(given as object).find((field) => !fields.includes(field));
  if (unknown !== undefined) throw new PlaygroundError(`A fork cannot change ${JSON.stringify(unknown)}; it changes ${fields.join(', ')}.`, hint);
  return given as ForkWish;
}

/** Index of the run that a wish is about. @throws PlaygroundError that names those there are. */
export function parentOf({ runs }: Experiment, { run: which }: ForkWish): number {
  const withCenter = runs.findIndex(({ objective }) => objective.some(({ loss }) => loss === 'center'));
  if (which === undefined) return Math.max(0, withCenter);
  const index = typeof which === 'number' ? which : runs.findIndex(({ name }) => name === which);
  if (runs[index]) return index;
  throw new PlaygroundError(`There is no run ${JSON.stringify(which)}; there are ${runs.map(({ name }, r) => `${r} “${name}”`).join(', ')}.`, hint);
}

/**
 * The branch that a wish makes.
 *
 * @param then the experiment as it was at that step, and `parent` the index of the run there.
 * @throws PlaygroundError that names what is wrong.
 */
export function branchOf(then: Experiment, parent: number, step: number, { name, centerWeight, learningRate, centerRate, ...terms }: ForkWish): Run {
  const { runs } = then;
  const before = runs[parent]!;
  const objective = centerWeight === undefined ? terms.objective ?? before.objective : withCenter(before.objective, centerWeight);
  const watched = terms.watched ?? (centerWeight === undefined && terms.objective === undefined ? before.watched : undefined);
  const wished = name ?? freeName(runs, `${nameOf({ centerWeight, learningRate, centerRate }, before)} from ${step}`);
  if (runs.some((run) => run.name === wished)) throw new PlaygroundError(`There is a run “${wished}” already.`, 'Give the fork another name.');
  const usual = ratesOf(then, before);
  const changed = learningRate !== undefined || centerRate !== undefined;
  const rates = changed ? { learningRate: learningRate ?? usual.learningRate, centerRate: centerRate ?? usual.centerRate } : before.rates;
  const [made] = changedExperiment(then, { runs: [{ name: wished, head: before.head, objective, ...(watched ? { watched } : {}), ...(rates ? { rates } : {}) }] }).runs;
  return { ...made!, id: freeId(then) };
}

/** With 0 there is no center term. */
function withCenter(objective: readonly LossTerm[], given: number): ForkWish['objective'] {
  const weight = checkedNumber('centerWeight', given, losses.get('center').weight);
  const others = objective.filter(({ loss }) => loss !== 'center');
  const held = objective.find(({ loss }) => loss === 'center');
  return weight === 0 ? others : [...others, { ...held, loss: 'center', weight, on: true }];
}

/** What is different, or the parent's name where nothing is. */
function nameOf({ centerWeight, learningRate, centerRate }: ForkWish, { name }: Run): string {
  const told = [['λ', centerWeight], ['rate', learningRate], ['center rate', centerRate]] as const;
  return told.flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`])).join(', ') || name.replace(/ from \d+$/, '');
}

function freeId({ runs }: Experiment): string {
  for (let number = 1; ; number++) if (!runs.some(({ id }) => id === `fork-${number}`)) return `fork-${number}`;
}
