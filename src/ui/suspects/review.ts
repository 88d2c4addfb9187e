import type { LabelEdit } from '../../worker/own/protocol.ts';
import type { SuspectLabels } from '../../worker/protocol.ts';
import { count } from '../shared/format.ts';

/** What a person says of a suspect label: it is right, the suggestion is, or the image is no use. */
export type Decision = 'keep' | 'change' | 'leave';

/** How far a person has come through a list of suspects; places in it are ranks from 0. */
export interface Review {
  /** Suspects that are shown. */
  readonly count: number;
  readonly at: number;
  readonly decisions: ReadonlyMap<number, Decision>;
  /** What the last ones took the place of, for undo. */
  readonly past: readonly { readonly rank: number; readonly before: Decision | undefined }[];
}

/** What a person does. */
export type ReviewAction =
  | { readonly type: 'decided'; readonly decision: Decision }
  | { readonly type: 'undone' }
  | { readonly type: 'moved'; readonly by: number }
  | { readonly type: 'went'; readonly to: number }
  | { readonly type: 'began'; readonly count: number };

/** Before any decision. */
export const beginning = (count: number): Review => ({ count, at: 0, decisions: new Map(), past: [] });

function withDecision(decisions: Review['decisions'], rank: number, decision: Decision | undefined): Map<number, Decision> {
  const changed = new Map(decisions);
  if (decision) changed.set(rank, decision);
  else changed.delete(rank);
  return changed;
}

const clamped = ({ count }: Review, at: number) => Math.max(0, Math.min(count - 1, at));

/** A decision leads to the next suspect, an undo back to the one that it was of. Pure. */
export function reviewAfter(review: Review, action: ReviewAction): Review {
  const { at, decisions, past } = review;
  switch (action.type) {
    case 'decided':
      return { ...review, at: clamped(review, at + 1), decisions: withDecision(decisions, at, action.decision), past: [...past, { rank: at, before: decisions.get(at) }] };
    case 'undone': {
      const last = past.at(-1);
      return last ? { ...review, at: last.rank, decisions: withDecision(decisions, last.rank, last.before), past: past.slice(0, -1) } : review;
    }
    case 'moved':
      return { ...review, at: clamped(review, at + action.by) };
    case 'went':
      return { ...review, at: clamped(review, action.to) };
    case 'began':
      return beginning(action.count);
    default:
      return action satisfies never;
  }
}

/** A score above this: the image lies nearer to the mean of another class than to that of its own. */
const even = 1;

/** Whether the label at a rank is a suspect one by its score, or only comes next in the list. */
export const isSuspect = ({ scores }: Pick<SuspectLabels, 'scores'>, rank: number): boolean => scores[rank]! > even;

/** How many of the images ranked lie nearer to another class, in a sentence. */
export function extentOf({ scores }: Pick<SuspectLabels, 'scores'>): string {
  const nearer = scores.filter((score) => score > even).length;
  if (nearer === 0) return `None of the ${count(scores.length)} images lies nearer to the mean of another class than to its own; these come closest.`;
  return `${count(nearer)} of the ${count(scores.length)} images ${nearer === 1 ? 'lies' : 'lie'} nearer to the mean of another class than to ${nearer === 1 ? 'its' : 'their'} own, with a score above 1.`;
}

/** How many decisions of each kind there are. */
export function decisionCounts({ decisions }: Review): Record<Decision, number> {
  const counts = { keep: 0, change: 0, leave: 0 };
  decisions.forEach((decision) => counts[decision]++);
  return counts;
}

/** What the decisions come to: images moved to the class suggested, and images left out. */
export function labelEdits({ indices, suggestions, paths }: SuspectLabels, classNames: readonly string[], { decisions }: Review): LabelEdit[] {
  return [...decisions].flatMap(([rank, decision]) => {
    const path = paths?.[indices[rank]!];
    if (path === undefined || decision === 'keep') return [];
    return [{ path, className: decision === 'change' ? classNames[suggestions[rank]!]! : null }];
  });
}
