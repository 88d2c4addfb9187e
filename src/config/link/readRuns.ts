import * as v from 'valibot';
import { losses } from '../../losses/catalog.ts';
import { heads } from '../../models/catalog.ts';
import { choiceOf, flag, nameText, numberIn, shown } from '../checks.ts';
import { freeName } from '../experiment.ts';
import { idText, ratesSchema, watchedSchema } from '../schema.ts';
import type { Experiment, LossTerm, Run } from '../schema.ts';
import type { Fields, Stored } from './fields.ts';
import { isObject } from './fields.ts';

/** A term of [loss, weight, on, options], what is left out at its end being usual; null where there is no such loss. */
function readTerm(value: unknown, at: string, fields: Fields): LossTerm | null {
  const [loss, weight, on, options] = Array.isArray(value) ? (value as unknown[]) : [];
  if (typeof loss !== 'string' || !losses.has(loss)) {
    fields.tell(`${at} is ${shown(value)}; it must begin with one of ${losses.ids.join(', ')}`);
    return null;
  }
  const choice = losses.get(loss);
  const given: Stored = isObject(options) ? options : {};
  fields.onlyKnown(given, Object.keys(choice.options), `${at}`);
  return {
    loss,
    weight: weight === undefined ? 1 : fields.checked(weight, numberIn(choice.weight), choice.weight.default, `${at}.weight`),
    on: on === undefined ? true : fields.checked(on, flag, true, `${at}.on`),
    options: Object.fromEntries(Object.entries(choice.options).map(([name, option]) => [name, fields.read(given, name, numberIn(option), option.default, `${at}.${name}`)])),
  };
}

/** Terms of different losses, softmax among them. */
function readObjective(value: unknown, at: string, fields: Fields): LossTerm[] {
  const given = Array.isArray(value) ? (value as unknown[]).slice(0, losses.ids.length + 1) : [];
  if (!Array.isArray(value)) fields.tell(`${at} is ${shown(value)}; it must be a list of terms`);
  const terms = given.flatMap((term, k) => readTerm(term, `${at}[${k}]`, fields) ?? []);
  const objective = terms.filter(({ loss }, k) => terms.findIndex((other) => other.loss === loss) === k);
  if (objective.length < terms.length) fields.tell(`${at} has two terms of the same loss; the first is used`);
  if (objective.some(({ loss }) => loss === 'softmax')) return objective;
  fields.tell(`${at} has no softmax term; one is put before it`);
  return [{ loss: 'softmax', weight: 1, on: true, options: {} }, ...objective];
}

/** Rates of its own, [learning rate, center rate]; undefined where it has none that can be used. */
function readRates(given: Stored, at: string, fields: Fields): Run['rates'] {
  if (!Object.hasOwn(given, 'rates')) return undefined;
  const [learningRate, centerRate] = Array.isArray(given['rates']) ? (given['rates'] as unknown[]) : [];
  return fields.checked<Run['rates']>({ learningRate, centerRate }, ratesSchema, undefined, `${at}.rates`);
}

function readRun(value: unknown, before: readonly Run[], fields: Fields): Run {
  const i = before.length;
  const at = `runs[${i}]`;
  const given: Stored = isObject(value) ? value : {};
  if (!isObject(value)) fields.tell(`${at} is ${shown(value)}; it must be an object`);
  fields.onlyKnown(given, ['id', 'name', 'head', 'terms', 'watched', 'rates'], `${at}`);
  const objective = readObjective(Object.hasOwn(given, 'terms') ? given['terms'] : [['softmax']], `${at}.terms`, fields);
  const named = fields.read(given, 'name', nameText, `Run ${i + 1}`, `${at}.name`);
  const name = freeName(before, named).slice(0, 40);
  if (name !== named) fields.tell(`${at}.name is that of an earlier run; it is ${name}`);
  const id = fields.read(given, 'id', idText, `run-${i + 1}`, `${at}.id`);
  const watched = fields.read(given, 'watched', v.pipe(watchedSchema, v.transform((list) => [...list])), [], `${at}.watched`);
  const rates = readRates(given, at, fields);
  return {
    id: before.some((run) => run.id === id) ? `run-${i + 1}-of-link` : id,
    name,
    head: fields.read(given, 'head', choiceOf(heads), 'linear', `${at}.head`),
    objective,
    watched: watched.filter((loss) => !objective.some((term) => term.loss === loss)),
    ...(rates ? { rates } : {}),
  };
}

/** Runs field by field; those of `base` where there are none. */
export function readRuns(given: readonly unknown[], base: Experiment, fields: Fields): readonly Run[] {
  const runs = given.reduce<readonly Run[]>((before, run) => [...before, readRun(run, before, fields)], []);
  if (runs.length > 0) return runs;
  fields.tell('runs is empty; the usual ones are there');
  return base.runs;
}
