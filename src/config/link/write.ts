import type { LoggedChange } from '../liveChange.ts';
import { settings } from '../schema.ts';
import type { Experiment, LossTerm, Run } from '../schema.ts';
import { baseFor } from './base.ts';
import { packed } from './packed.ts';
import { bare } from './shared.ts';
import type { Shared } from './shared.ts';

/** The form that this version of the project writes. */
export const linkVersion = 1;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The entries of `values` that `usual` does not have. */
function differing(values: object, usual: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => !same(value, (usual as Record<string, unknown>)[name])));
}

/** [loss, weight, on, options], without what is usual at its end; of a softmax term of weight 1 its loss is left. */
function termForm({ loss, weight, on, options }: LossTerm): unknown[] {
  const whole: unknown[] = [loss, weight, on, options];
  const usual: unknown[] = [null, 1, true, {}];
  while (whole.length > 1 && same(whole.at(-1), usual[whole.length - 1])) whole.pop();
  return whole;
}

function runForm({ id, name, head, objective, watched, rates }: Run): object {
  return { id, name, terms: objective.map(termForm), ...(head === 'linear' ? {} : { head }), ...(watched.length > 0 ? { watched } : {}), ...(rates ? { rates: [rates.learningRate, rates.centerRate] } : {}) };
}

/** Its names in one order, so that one training has one link. */
function changeForm({ step, change }: LoggedChange): LoggedChange {
  if (change.kind === 'rates') return { step, change: { kind: change.kind, learningRate: change.learningRate, centerRate: change.centerRate } };
  const { kind, runs, loss, weight, on } = change;
  return { step, change: { kind, runs, loss, weight, on } };
}

function experimentForm(experiment: Experiment): Record<string, unknown> {
  const base = baseFor(experiment.dataset);
  const changed = differing(Object.fromEntries(Object.keys(settings).map((name) => [name, experiment[name as keyof typeof settings]])), { ...base, dataset: 'mnist-10k' });
  return same(experiment.runs, base.runs) ? changed : { ...changed, runs: experiment.runs.map(runForm) };
}

/**
 * What is shared as a link's content, defaults left out: `VERSION-BASE64URL`.
 * @throws PlaygroundError with the numbers where it is too long.
 */
export function linkContent({ experiment, ...rest }: Shared): string {
  const form = experimentForm(experiment);
  const ordered = Object.fromEntries(Object.keys(bare).map((name) => [name, rest[name as keyof typeof rest]]));
  const shown = { ...ordered, changes: rest.changes.map(changeForm), branches: rest.branches.map(changeForm) };
  return packed(linkVersion, { ...(Object.keys(form).length > 0 ? { experiment: form } : {}), ...differing(shown, bare) });
}
