import * as v from 'valibot';
import { datasets } from '../data/catalog.ts';
import type { DatasetId } from '../data/catalog.ts';
import { PlaygroundError } from '../errors.ts';
import { losses } from '../losses/catalog.ts';
import type { LossId } from '../losses/catalog.ts';
import { models } from '../models/catalog.ts';
import type { ModelId } from '../models/catalog.ts';
import { optimizers } from '../training/catalog.ts';
import type { OptimizerId } from '../training/catalog.ts';
import { makeRun, ranges } from './experiment.ts';
import type { Experiment } from './experiment.ts';

/** Characters of a run's name. */
const longestName = 40;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Longest part of a value that a message repeats, in characters, and most problems that it lists. */
const longestShown = 60;
const mostProblems = 5;

function written(input: unknown): string {
  if (typeof input === 'number' || typeof input === 'bigint' || typeof input === 'symbol') return String(input); // no JSON: NaN, 1n
  try {
    return JSON.stringify(input) ?? typeof input;
  } catch {
    return 'no JSON';
  }
}

function shown(input: unknown): string {
  const text = written(input);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

function numberIn({ min, max }: Range) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be a number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.finite(message), v.minValue(min, message), v.maxValue(max, message));
}

function integerIn({ min, max }: Range) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be a whole number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

/** What is wrong with an object: a setting it should not have, one that it lacks, or that it is no object. */
function objectMessage(what: string, form: string) {
  return ({ expected, input }: { expected: string | null; input: unknown }) => {
    if (expected === 'never') return `is not a setting of ${what}${form.startsWith('{') ? `; ${what} is ${form}` : ''}`;
    return expected?.startsWith('"') ? 'is missing' : `is ${shown(input)}; ${what} is ${form}`;
  };
}

function choiceOf<T extends string>(catalog: Record<T, unknown>) {
  const names = Object.keys(catalog) as T[];
  return v.picklist(names, (issue) => `is ${shown(issue.input)}; it must be one of ${names.join(', ')}`);
}

const nameSchema = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.minLength(1, 'is empty; give the run a name'),
  v.maxLength(longestName, `is longer than ${longestName} characters`),
  v.check((name) => !/[\p{Cc}\p{Cs}]/u.test(name), 'has a character that cannot be shown'),
);

/** A list of runs that fit side by side, each of `schema`, under different names. Its length is looked at before its runs. */
function runsOf<T extends v.GenericSchema<unknown, { readonly name: string }>>(schema: T, what: string) {
  return v.pipe(
    v.array(v.unknown(), (issue) => `is ${shown(issue.input)}; it must be a list of runs ${what}`),
    v.minLength(ranges.runs.min, 'is empty; give at least one run'),
    v.maxLength(ranges.runs.max, (issue) => `has ${issue.input.length} runs; at most ${ranges.runs.max} fit side by side`),
    v.array(schema),
    v.check((runs) => new Set(runs.map(({ name }) => name)).size === runs.length, 'has two runs of the same name'),
  );
}

const changedRun = v.strictObject(
  {
    name: nameSchema,
    centerWeight: v.optional(numberIn(ranges.centerWeight), 0),
  },
  objectMessage('a run', '{ name, centerWeight }'),
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
    runs: v.optional(runsOf(changedRun, '{ name, centerWeight }')),
  },
  objectMessage('an experiment', 'an object'),
);

const termSchema = v.strictObject(
  {
    loss: choiceOf<LossId>(losses),
    weight: numberIn(ranges.centerWeight),
    on: v.boolean((issue) => `is ${shown(issue.input)}; it must be true or false`),
  },
  objectMessage('a term', '{ loss, weight, on }'),
);

const wholeRun = v.strictObject(
  {
    name: nameSchema,
    objective: v.pipe(
      v.array(v.unknown(), (issue) => `is ${shown(issue.input)}; it must be a list of terms { loss, weight, on }`),
      v.minLength(1, 'is empty; an objective has at least one term'),
      v.maxLength(Object.keys(losses).length, (issue) => `has ${issue.input.length} terms; there are ${Object.keys(losses).length} losses`),
      v.array(termSchema),
      v.check((terms) => new Set(terms.map(({ loss }) => loss)).size === terms.length, 'has two terms of the same loss'),
      v.check((terms) => terms.some(({ loss }) => loss === 'softmax'), 'has no softmax term'),
    ),
  },
  objectMessage('a run', '{ name, objective }'),
);

const experimentSchema = v.strictObject(
  {
    dataset: choiceOf<DatasetId>(datasets),
    model: choiceOf<ModelId>(models),
    seed: integerIn(ranges.seed),
    batchSize: integerIn(ranges.batchSize),
    optimizer: choiceOf<OptimizerId>(optimizers),
    learningRate: numberIn(ranges.learningRate),
    centerRate: numberIn(ranges.centerRate),
    runs: runsOf(wholeRun, '{ name, objective }'),
  },
  objectMessage('an experiment', 'an object'),
);

/** Changes to an experiment as scripts give them; `centerWeight` 0 or absent is plain softmax, a run without a center term. */
export type ExperimentChange = v.InferInput<typeof changeSchema>;

function fieldOf(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map((item) => (typeof item.key === 'number' ? `[${item.key}]` : `.${shown(item.key).replaceAll('"', '')}`)).join('') ?? '';
  return path.replace(/^\./, '') || 'The experiment';
}

/** @throws PlaygroundError that names each setting that is wrong, the value given and what is allowed. */
function parsed<T extends v.GenericSchema>(schema: T, value: unknown, hint: string): v.InferOutput<T> {
  // A list or a Map would pass for an object without settings.
  if (Object.prototype.toString.call(value) !== '[object Object]') throw new PlaygroundError(`The experiment is ${shown(value)}; an experiment is an object.`, hint);
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.slice(0, mostProblems).map((issue) => `${fieldOf(issue)} ${issue.message}`);
  const more = result.issues.length > mostProblems ? `, and ${result.issues.length - mostProblems} more` : '';
  throw new PlaygroundError(`${problems.join('. ')}${more}.`, hint);
}

/**
 * A whole experiment, as it comes with a checkpoint or from elsewhere: every setting is there, in range, and nothing else is.
 *
 * @throws PlaygroundError that names the setting, the value given and what is allowed.
 */
export function checkedExperiment(value: unknown): Experiment {
  return parsed(experimentSchema, value, 'The experiment that was there stays; take another one.');
}

/**
 * An experiment with some of its settings changed. A new optimizer brings its own learning rate unless one is given.
 *
 * @throws PlaygroundError that names the setting, the value given and what is allowed; `experiment` stays as it was.
 */
export function changedExperiment(experiment: Experiment, change: unknown): Experiment {
  const { runs, ...rest } = parsed(changeSchema, change, 'Nothing was changed; correct it and try again.');
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
