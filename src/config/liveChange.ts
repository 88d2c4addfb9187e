import * as v from 'valibot';
import { PlaygroundError } from '../errors.ts';
import { losses } from '../losses/catalog.ts';
import { flag } from './checks.ts';
import { termOf, withTerm } from './experiment.ts';
import type { Experiment } from './schema.ts';

const wholeNumber = v.pipe(v.number(), v.integer(), v.minValue(0));

const changeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('term'), runs: v.array(wholeNumber), loss: v.string(), weight: v.nullable(v.pipe(v.number(), v.finite())), on: flag }),
  v.strictObject({ kind: v.literal('rates'), learningRate: v.pipe(v.number(), v.finite()), centerRate: v.pipe(v.number(), v.finite()) }),
]);

/** The schema of a live change with its step. */
export const loggedSchema = v.strictObject({ step: wholeNumber, change: changeSchema });

/** A change to a training under way. It reaches all runs that it names at one step; a weight of null leaves each run its own. */
export type LiveChange = Readonly<v.InferOutput<typeof changeSchema>>;

/** A change and the last step that was done without it. */
export type LoggedChange = Readonly<v.InferOutput<typeof loggedSchema>>;

/** In logs of before there were other losses, a change of a term was one of the center loss. */
function upToDate(entry: unknown): unknown {
  const change: unknown = typeof entry === 'object' && entry !== null && 'change' in entry ? entry.change : null;
  if (typeof change !== 'object' || change === null || !('kind' in change) || change.kind !== 'centerTerm') return entry;
  return { ...(entry as object), change: { ...change, kind: 'term', loss: 'center' } };
}

/** A log of live changes that came from elsewhere. @throws PlaygroundError when it is none. */
export function checkedLog(value: unknown): LoggedChange[] {
  const result = v.safeParse(v.array(loggedSchema), Array.isArray(value) ? (value as unknown[]).map(upToDate) : value);
  if (result.success) return result.output;
  const [{ path, message }] = result.issues;
  throw new PlaygroundError(`The log of live changes cannot be read: ${path?.map(({ key }) => String(key)).join('.') ?? 'it'}: ${message}.`, 'Give the log that came with the checkpoint, or none.');
}

/** @throws PlaygroundError when the change names a run that has no such term. */
export function checkLiveChange(experiment: Experiment, change: LiveChange): void {
  if (change.kind !== 'term') return;
  const without = change.runs.find((run) => !experiment.runs[run] || !termOf(experiment.runs[run], change.loss));
  if (without === undefined) return;
  const label = losses.get(change.loss).label.toLowerCase();
  throw new PlaygroundError(`Run ${without} has no ${label} term.`, `Configure the run with a weight of the ${label} above 0 first.`);
}

/** A log with one more change; what it leaves nothing of at the same step is not kept. */
export function withLogged(log: readonly LoggedChange[], entry: LoggedChange): readonly LoggedChange[] {
  return [...log.filter(({ step, change }) => !(step === entry.step && supersedes(entry.change, change))), entry];
}

function supersedes(change: LiveChange, earlier: LiveChange): boolean {
  if (change.kind === 'rates' || earlier.kind === 'rates') return change.kind === earlier.kind;
  return change.weight !== null && change.loss === earlier.loss && earlier.runs.every((run) => change.runs.includes(run));
}

/** The experiment after a change. Runs without the term stay as they are. */
export function withLiveChange(experiment: Experiment, change: LiveChange): Experiment {
  if (change.kind === 'rates') return { ...experiment, learningRate: change.learningRate, centerRate: change.centerRate };
  const { weight, on, loss } = change;
  const runs = change.runs.filter((run) => experiment.runs[run] && termOf(experiment.runs[run], loss));
  return runs.reduce((held, run) => withTerm(held, run, loss, weight === null ? { on } : { weight, on }), experiment);
}
