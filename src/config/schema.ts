import * as v from 'valibot';
import { datasets } from '../data/catalog.ts';
import { centerRules, losses } from '../losses/catalog.ts';
import { heads, models } from '../models/catalog.ts';
import { projections } from '../projections/catalog.ts';
import { optimizers } from '../training/catalog.ts';
import { allDiffer, choiceOf, datasetIn, flag, integerIn, listOf, nameText, numberIn, objectMessage } from './checks.ts';
import { ranges } from './ranges.ts';

/** The form of experiments that this version of the project writes; `migrations.ts` brings older ones up to date. */
export const experimentVersion = 3;

const termForm = {
  loss: choiceOf(losses),
  weight: v.number(),
  on: flag,
  options: v.record(v.string(), v.number()),
};

/** One weighted term of an objective. A term switched off keeps its weight for when it is switched on again. */
export type LossTerm = Readonly<v.InferOutput<v.ObjectSchema<typeof termForm, undefined>>>;

/** A term as its loss declares it: range of its weight, its options. A loss that does not exist is told of by `loss` alone. */
function termOfLoss(input: unknown) {
  const id = typeof input === 'object' && input !== null && 'loss' in input ? input.loss : undefined;
  const choice = typeof id === 'string' && losses.has(id) ? losses.get(id) : null;
  const options = Object.fromEntries(Object.entries(choice?.options ?? {}).map(([name, option]) => [name, numberIn(option)]));
  return v.strictObject(
    {
      ...termForm,
      weight: choice ? numberIn(choice.weight) : v.number('must be a number'),
      options: choice ? v.strictObject(options, objectMessage('this loss', `set by ${Object.keys(options).join(', ') || 'its weight alone'}`)) : termForm.options,
    },
    objectMessage('a term', '{ loss, weight, on, options }'),
  );
}

/** The schema of a term. */
export const termSchema: v.GenericSchema<LossTerm> = v.lazy(termOfLoss as (input: unknown) => v.GenericSchema<LossTerm>);

const everyLoss = { min: 0, max: 32 };

/** The schema of an objective. */
export const objectiveSchema = v.pipe(
  listOf(termSchema, { min: 1, max: everyLoss.max }, {
    none: 'it must be a list of terms { loss, weight, on, options }',
    empty: 'is empty; an objective has at least one term',
    many: (count) => `has ${count} terms; at most ${everyLoss.max} fit an objective`,
  }),
  v.check((terms) => allDiffer(terms, ({ loss }) => loss), 'has two terms of the same loss'),
  v.check((terms) => terms.some(({ loss }) => loss === 'softmax'), 'has no softmax term'),
);

/** The schema of the losses that a run is measured by without minimising them. */
export const watchedSchema = v.pipe(
  listOf(choiceOf(losses), everyLoss, { none: 'it must be a list of losses', empty: '', many: (count) => `has ${count} losses; at most ${everyLoss.max} can be watched` }),
  v.check((watched) => allDiffer(watched, (loss) => loss), 'has a loss twice'),
);

/** A run's id: what it is called by where names may change. */
export const idText = v.pipe(v.string('must be a text'), v.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'));

/** The schema of the rates of one run, where they are not the experiment's. */
export const ratesSchema = v.strictObject({ learningRate: numberIn(ranges.learningRate), centerRate: numberIn(ranges.centerRate) }, objectMessage('the rates of a run', '{ learningRate, centerRate }'));

const runSchema = v.pipe(
  v.strictObject(
    {
      id: idText,
      name: nameText,
      head: choiceOf(heads),
      objective: objectiveSchema,
      watched: watchedSchema,
      rates: v.exactOptional(ratesSchema),
    },
    objectMessage('a run', '{ id, name, head, objective, watched, rates }'),
  ),
  v.forward(
    v.check(({ objective, watched }) => !watched.some((loss) => objective.some((term) => term.loss === loss)), 'names a loss that the objective has'),
    ['watched'],
  ),
);

/** A list of runs that fit side by side, each of `schema`, under different names and ids. */
export function runsOf<T extends v.GenericSchema<unknown, { readonly name: string; readonly id?: string | undefined }>>(schema: T, form: string) {
  return v.pipe(
    listOf(schema, ranges.runs, {
      none: `it must be a list of runs ${form}`,
      empty: 'is empty; give at least one run',
      many: (count) => `has ${count} runs; at most ${ranges.runs.max} fit side by side`,
    }),
    v.check((runs) => allDiffer(runs, ({ name }) => name), 'has two runs of the same name'),
    v.check((runs) => allDiffer(runs.filter(({ id }) => id !== undefined), ({ id }) => id), 'has two runs of the same id'),
  );
}

const heldOutSchema = v.pipe(
  listOf(integerIn(ranges.classNumber), { min: 0, max: ranges.classNumber.max }, {
    none: 'it must be a list of class numbers, empty where all are trained',
    empty: '',
    many: (count) => `has ${count} classes; at most ${ranges.classNumber.max} can be left out`,
  }),
  v.check((classes) => allDiffer(classes, (one) => one), 'has a class twice'),
);

/** Settings of an experiment besides its runs. `heldOut` are classes that no run is trained on: strangers, whose test images are drawn and asked about. */
export const settings = {
  dataset: datasetIn(datasets),
  heldOut: heldOutSchema,
  model: choiceOf(models),
  dimension: integerIn(ranges.dimension),
  projection: choiceOf(projections),
  seed: integerIn(ranges.seed),
  batchSize: integerIn(ranges.batchSize),
  optimizer: choiceOf(optimizers),
  learningRate: numberIn(ranges.learningRate),
  centerRule: choiceOf(centerRules),
  centerRate: numberIn(ranges.centerRate),
};

const form = v.strictObject(
  {
    version: v.literal(experimentVersion, `must be ${experimentVersion}`),
    ...settings,
    runs: runsOf(runSchema, '{ id, name, head, objective, watched }'),
  },
  objectMessage('an experiment', 'an object'),
);

/** The schema of a whole experiment. */
export const experimentSchema = v.pipe(
  form,
  v.forward(
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { projection, dimension } = dataset.value;
      const { least, most } = projections.get(projection);
      if (dimension < least || dimension > most) addIssue({ message: `is ${projection}, which draws ${least === most ? least : `${least} to ${most}`} dimensions; the experiment has ${dimension}` });
    }),
    ['projection'],
  ),
);

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** One model trained under one objective, L = sum of weight x loss over the terms that are on. */
export type Run = DeepReadonly<v.InferOutput<typeof runSchema>>;

/**
 * All that a training depends on, as plain JSON. The runs advance in lock-step: same seed, same initial weights, same batches;
 * only the objective differs.
 */
export type Experiment = DeepReadonly<v.InferOutput<typeof form>>;
