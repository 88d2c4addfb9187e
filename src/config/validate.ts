import * as v from 'valibot';
import { datasets } from '../data/catalog.ts';
import type { DatasetId } from '../data/catalog.ts';
import { PlaygroundError } from '../errors.ts';
import { models } from '../models/catalog.ts';
import type { ModelId } from '../models/catalog.ts';
import { optimizers } from '../training/catalog.ts';
import type { OptimizerId } from '../training/catalog.ts';
import { makeRun, ranges } from './experiment.ts';
import type { Experiment } from './experiment.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

const shown = (input: unknown) => (typeof input === 'number' ? String(input) : JSON.stringify(input) ?? String(input));

function numberIn({ min, max }: Range) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be a number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.finite(message), v.minValue(min, message), v.maxValue(max, message));
}

function integerIn({ min, max }: Range) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be a whole number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

function choiceOf<T extends string>(catalog: Record<T, unknown>) {
  const names = Object.keys(catalog) as T[];
  return v.picklist(names, (issue) => `is ${shown(issue.input)}; it must be one of ${names.join(', ')}`);
}

const runSchema = v.strictObject(
  {
    name: v.pipe(v.string('must be a text'), v.trim(), v.minLength(1, 'is empty; give the run a name'), v.maxLength(40, 'is longer than 40 characters')),
    centerWeight: v.optional(numberIn(ranges.centerWeight), 0),
  },
  (issue) => (issue.expected === 'never' ? 'is not a setting of a run; a run has name and centerWeight' : `is ${shown(issue.input)}; a run is { name, centerWeight }`),
);

const changeSchema = v.strictObject(
  {
    dataset: v.optional(choiceOf<DatasetId>(datasets)),
    model: v.optional(choiceOf<ModelId>(models)),
    seed: v.optional(integerIn(ranges.seed)),
    batchSize: v.optional(integerIn(ranges.batchSize)),
    optimizer: v.optional(choiceOf<OptimizerId>(optimizers)),
    learningRate: v.optional(numberIn(ranges.learningRate)),
    centerRate: v.optional(numberIn(ranges.centerRate)),
    runs: v.optional(
      v.pipe(
        v.array(runSchema, (issue) => `is ${shown(issue.input)}; it must be a list of runs { name, centerWeight }`),
        v.minLength(ranges.runs.min, 'is empty; give at least one run'),
        v.maxLength(ranges.runs.max, (issue) => `has ${issue.input.length} runs; at most ${ranges.runs.max} fit side by side`),
        v.check((runs) => new Set(runs.map(({ name }) => name)).size === runs.length, 'has two runs of the same name'),
      ),
    ),
  },
  (issue) => (issue.expected === 'never' ? 'is not a setting of an experiment' : `is ${shown(issue.input)}; an experiment is an object`),
);

/** Changes to an experiment as scripts give them; `centerWeight` 0 or absent is plain softmax, a run without a center term. */
export type ExperimentChange = v.InferInput<typeof changeSchema>;

function fieldOf(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map((item) => (typeof item.key === 'number' ? `[${item.key}]` : `.${String(item.key)}`)).join('') ?? '';
  return path.replace(/^\./, '') || 'The experiment';
}

/**
 * An experiment with some of its settings changed. A new optimizer brings its own learning rate unless one is given.
 *
 * @throws PlaygroundError that names the setting, the value given and what is allowed; `experiment` stays as it was.
 */
export function changedExperiment(experiment: Experiment, change: unknown): Experiment {
  const result = v.safeParse(changeSchema, change);
  if (!result.success) {
    const problems = result.issues.map((issue) => `${fieldOf(issue)} ${issue.message}`);
    throw new PlaygroundError(`${problems.join('. ')}.`, 'Nothing was changed; correct it and try again.');
  }
  const { runs, ...rest } = result.output;
  const settings = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<Omit<Experiment, 'runs'>>;
  const newOptimizer = settings.optimizer && settings.optimizer !== experiment.optimizer ? settings.optimizer : null;
  return {
    ...experiment,
    ...(newOptimizer ? { learningRate: optimizers[newOptimizer].learningRate } : {}),
    ...settings,
    ...(runs ? { runs: runs.map(({ name, centerWeight }) => makeRun(name, centerWeight)) } : {}),
  };
}

/** A number within bounds, for a live change. @throws PlaygroundError that names it. */
export function checkedNumber(name: string, value: unknown, range: Range): number {
  const result = v.safeParse(numberIn(range), value);
  if (result.success) return result.output;
  throw new PlaygroundError(`${name} ${result.issues[0].message}.`, 'Nothing was changed; correct it and try again.');
}
