import { termOf } from '../../config/experiment.ts';
import type { Experiment, LossTerm, Run } from '../../config/schema.ts';
import type { SetUpDraft } from './state.ts';

/** Whether two pieces of plain JSON say the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => sameJson((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}

/** What of a draft differs from an experiment. */
export function edited(experiment: Experiment, draft: SetUpDraft): SetUpDraft {
  const differing = Object.entries(draft).filter(([name, value]) => !sameJson(experiment[name as keyof SetUpDraft], value));
  return Object.fromEntries(differing) as SetUpDraft;
}

/** A draft after a live change: what a person left as it was in the runs goes with it, and a rate set now is the one meant. */
export function followed(earlier: SetUpDraft, before: Experiment, after: Experiment): SetUpDraft {
  const set = (['learningRate', 'centerRate'] as const).filter((rate) => after[rate] !== before[rate] && rate in earlier);
  const draft = set.length === 0 ? earlier : edited(after, { ...earlier, ...Object.fromEntries(set.map((rate) => [rate, after[rate]])) });
  if (!draft.runs) return draft;
  const term = (run: Run, held: LossTerm): LossTerm => {
    const i = before.runs.findIndex(({ id }) => id === run.id);
    const [was, is] = [before.runs[i], after.runs[i]].map((each) => each && termOf(each, held.loss));
    return was && is && sameJson(held, was) ? is : held;
  };
  return edited(after, { ...draft, runs: draft.runs.map((run) => ({ ...run, objective: run.objective.map((held) => term(run, held)) })) });
}
