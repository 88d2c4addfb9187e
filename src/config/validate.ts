import * as v from 'valibot';
import { PlaygroundError } from '../errors.ts';
import { losses } from '../losses/catalog.ts';
import { heads } from '../models/catalog.ts';
import { projections, usualProjection } from '../projections/catalog.ts';
import { optimizers } from '../training/catalog.ts';
import { choiceOf, nameText, numberIn, objectMessage, shown } from './checks.ts';
import { makeRun, makeTerm, usuallyWatched } from './experiment.ts';
import { upToDate } from './migrations.ts';
import { suited } from './presets.ts';
import type { Range } from './ranges.ts';
import { experimentSchema, experimentVersion, idText, objectiveSchema, ratesSchema, runsOf, settings, watchedSchema } from './schema.ts';
import type { Experiment, Run } from './schema.ts';

/** Most problems that a message lists. */
const mostProblems = 5;

/** A term of a change with what is left out: the loss's default weight and options, and that it is on. What is no term stays as it is. */
function filledTerm(term: unknown): unknown {
  if (typeof term !== 'object' || term === null || !('loss' in term) || typeof term.loss !== 'string' || !losses.has(term.loss)) return term;
  const { options, ...usual } = makeTerm(term.loss);
  const given: unknown = 'options' in term ? term.options : {};
  return { ...usual, ...term, options: typeof given === 'object' && given !== null ? { ...options, ...given } : given };
}

const changedRun = v.strictObject(
  {
    name: nameText,
    id: v.optional(idText),
    centerWeight: v.optional(numberIn(losses.get('center').weight)),
    head: v.optional(choiceOf(heads)),
    objective: v.optional(v.pipe(v.array(v.pipe(v.unknown(), v.transform(filledTerm)), 'must be a list of terms { loss, weight, on, options }'), objectiveSchema)),
    watched: v.optional(watchedSchema),
    rates: v.optional(ratesSchema),
  },
  objectMessage('a run', '{ name, centerWeight } or { name, objective }'),
);

type Settings = { readonly [Name in keyof typeof settings]: v.OptionalSchema<(typeof settings)[Name], undefined> };

const changeSchema = v.strictObject(
  {
    ...(Object.fromEntries(Object.entries(settings).map(([name, schema]) => [name, v.optional(schema as v.GenericSchema)])) as unknown as Settings),
    version: v.optional(v.literal(experimentVersion, `must be ${experimentVersion}`)),
    runs: v.optional(runsOf(changedRun, '{ name, centerWeight }')),
  },
  objectMessage('an experiment', 'an object'),
);

/**
 * Changes to an experiment as scripts give them. A run is given by its whole objective, or by `centerWeight` for short: 0 or
 * absent is plain softmax, a run without a center term.
 */
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
 * A whole experiment, as it comes with a checkpoint or from elsewhere: every setting is there, in range, and nothing else is. One
 * of an older form is brought up to date.
 *
 * @throws PlaygroundError that names the setting, the value given and what is allowed.
 */
export function checkedExperiment(value: unknown): Experiment {
  return parsed(experimentSchema, upToDate(value), 'The experiment that was there stays; take another one.');
}

type ChangedRun = v.InferOutput<typeof changedRun>;

/** An id that is free: one made of the run's place. */
function withIds(runs: readonly ChangedRun[], usualHead: string): Run[] {
  const taken = new Set(runs.map(({ id }) => id));
  return runs.map(({ name, id, centerWeight = 0, head, objective, watched, rates }, i) => {
    let own = id;
    for (let place = i + 1; own === undefined; place++) if (!taken.has(`run-${place}`)) own = `run-${place}`;
    taken.add(own);
    const usual = makeRun(name, centerWeight, own);
    const terms = objective ?? usual.objective;
    return { ...usual, head: head ?? usualHead, objective: terms, watched: watched ?? usuallyWatched(terms), ...(rates ? { rates } : {}) };
  });
}

/**
 * An experiment with some of its settings changed. A data set of another form brings the settings that suit it, a new optimizer
 * its own learning rate unless one is given, a new dimension the projection that suits it where the present one does not.
 *
 * @throws PlaygroundError that names the setting, the value given and what is allowed; `experiment` stays as it was.
 */
export function changedExperiment(experiment: Experiment, change: unknown): Experiment {
  const hint = 'Nothing was changed; correct it and try again.';
  const { runs, ...rest } = parsed(changeSchema, change, hint);
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<Omit<Experiment, 'runs'>>;
  const base = given.dataset ? suited(experiment, given.dataset) : experiment;
  const newOptimizer = given.optimizer && given.optimizer !== base.optimizer ? given.optimizer : null;
  const dimension = given.dimension ?? base.dimension;
  const { least, most } = projections.get(base.projection);
  return parsed(
    experimentSchema,
    {
      ...base,
      ...(newOptimizer ? { learningRate: optimizers.get(newOptimizer).learningRate } : {}),
      ...(dimension < least || dimension > most ? { projection: usualProjection(dimension) } : {}),
      ...given,
      ...(runs ? { runs: withIds(runs, base.runs[0]!.head) } : {}),
    },
    hint,
  );
}

/** A number within bounds, for a live change. @throws PlaygroundError that names it. */
export function checkedNumber(name: string, value: unknown, range: Range): number {
  const result = v.safeParse(numberIn(range), value);
  if (result.success) return result.output;
  throw new PlaygroundError(`${name} ${result.issues[0].message}.`, 'Nothing was changed; correct it and try again.');
}
