import type { LiveChange, LoggedChange } from '../../config/liveChange.ts';
import type { Run } from '../../config/schema.ts';
import { losses } from '../../losses/catalog.ts';

/** A mark on steps. */
export interface Mark {
  readonly step: number;
  readonly words: string;
}

/** A live change in words: "λ 0.5 in Softmax + center". */
function wordsOf(change: LiveChange, runs: readonly Run[]): string {
  if (change.kind === 'rates') return `learning rate ${change.learningRate}, center rate ${change.centerRate}`;
  const { weightSign, label } = losses.get(change.loss);
  const value = !change.on ? 'off' : change.weight ?? 'on';
  const names = change.runs.flatMap((r) => runs[r]?.name ?? []);
  return `${weightSign ?? label} ${value}${names.length > 0 && names.length < runs.length ? ` in ${names.join(', ')}` : ''}`;
}

/** The marks of live changes, one a step. */
export function marksOf(log: readonly LoggedChange[], runs: readonly Run[]): Mark[] {
  const words = new Map<number, string[]>();
  for (const { step, change } of log) words.set(step, [...(words.get(step) ?? []), wordsOf(change, runs)]);
  return [...words].sort(([a], [b]) => a - b).map(([step, all]) => ({ step, words: all.join('; ') }));
}
