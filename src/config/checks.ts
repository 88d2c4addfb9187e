import * as v from 'valibot';
import type { Catalog } from '../catalog.ts';
import { isOwn } from '../data/catalog.ts';
import type { Range } from './ranges.ts';

// What the schemas are made of: each check says the value given and what is allowed.

/** Longest part of a value that a message repeats, in characters. */
const longestShown = 60;

/** Characters of a run's name. */
const longestName = 40;

function written(input: unknown): string {
  if (typeof input === 'number' || typeof input === 'bigint' || typeof input === 'symbol') return String(input); // no JSON: NaN, 1n
  try {
    return JSON.stringify(input) ?? typeof input;
  } catch {
    return 'no JSON';
  }
}

/** A value as a message repeats it. */
export function shown(input: unknown): string {
  const text = written(input);
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}

/** A number within bounds. */
export function numberIn({ min, max }: Range) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be a number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.finite(message), v.minValue(min, message), v.maxValue(max, message));
}

/** A whole number within bounds. */
export function integerIn({ min, max }: Range) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be a whole number from ${min} to ${max}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

/** Id of a choice that the catalog has when it is checked. */
export function choiceOf(catalog: Catalog<unknown>) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be one of ${catalog.ids.join(', ')}`;
  return v.pipe(v.string(message), v.check((id) => catalog.has(id), message));
}

/** Id of a data set of the catalog, or of what a person brought. */
export function datasetIn(catalog: Catalog<unknown>) {
  const message = (issue: { input: unknown }) => `is ${shown(issue.input)}; it must be one of ${catalog.ids.join(', ')}, or what addExamples gave`;
  return v.pipe(v.string(message), v.check((id) => catalog.has(id) || isOwn(id), message));
}

/** True or false. */
export const flag = v.boolean((issue) => `is ${shown(issue.input)}; it must be true or false`);

/** A run's name: short, and of characters that can be shown. */
export const nameText = v.pipe(
  v.string('must be a text'),
  v.trim(),
  v.minLength(1, 'is empty; give the run a name'),
  v.maxLength(longestName, `is longer than ${longestName} characters`),
  v.check((name) => !/[\p{Cc}\p{Cs}]/u.test(name), 'has a character that cannot be shown'),
);

/** What is wrong with an object: a setting it should not have, one that it lacks, or that it is no object. */
export function objectMessage(what: string, form: string) {
  return ({ expected, input }: { expected: string | null; input: unknown }) => {
    if (expected === 'never') return `is not a setting of ${what}${form === 'an object' ? '' : `; ${what} is ${form}`}`;
    return expected?.startsWith('"') ? 'is missing' : `is ${shown(input)}; ${what} is ${form}`;
  };
}

/** A list of so many different things; its length is looked at before its entries. */
export function listOf<T extends v.GenericSchema>(entry: T, { min, max }: Range, messages: { readonly none: string; readonly empty: string; readonly many: (count: number) => string }) {
  return v.pipe(
    v.array(v.unknown(), (issue) => `is ${shown(issue.input)}; ${messages.none}`),
    v.minLength(min, messages.empty),
    v.maxLength(max, (issue) => messages.many(issue.input.length)),
    v.array(entry),
  );
}

/** Whether no two entries have the same key. */
export const allDiffer = <T>(entries: readonly T[], key: (entry: T) => unknown): boolean => new Set(entries.map(key)).size === entries.length;
