import type { SetEdit } from '../../worker/own/protocol.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';

/** What a person has changed of a set and not applied yet. */
export interface Pending {
  /** The set that it is of. */
  readonly id: string;
  /** [C] Names in the set. */
  readonly before: readonly string[];
  /** [C] */
  readonly names: readonly string[];
  /** [C] Whether the class is learned. */
  readonly used: readonly boolean[];
  /** Share that trains; null where the split came with the images. */
  readonly trainShare: number | null;
}

/** What a person does to it; `only` leaves all other classes than these out, null none. */
export type PendingAction =
  | { readonly type: 'named'; readonly at: number; readonly name: string }
  | { readonly type: 'used'; readonly at: number; readonly used: boolean }
  | { readonly type: 'only'; readonly names: readonly string[] | null }
  | { readonly type: 'split'; readonly trainShare: number }
  | { readonly type: 'began'; readonly set: OwnSetInfo };

/** Nothing changed yet. */
export const asItIs = ({ id, classes, split }: OwnSetInfo): Pending => ({ id, before: classes.map(({ name }) => name), names: classes.map(({ name }) => name), used: classes.map(() => true), trainShare: split?.trainShare ?? null });

/** Pure. */
export function pendingAfter(pending: Pending, action: PendingAction): Pending {
  switch (action.type) {
    case 'named':
      return { ...pending, names: pending.names.with(action.at, action.name) };
    case 'used':
      return { ...pending, used: pending.used.with(action.at, action.used) };
    case 'only':
      return { ...pending, used: pending.before.map((name) => action.names?.includes(name) ?? true) };
    case 'split':
      return { ...pending, trainShare: action.trainShare };
    case 'began':
      return asItIs(action.set);
    default:
      return action satisfies never;
  }
}

const cleaned = (name: string) => name.normalize('NFC').trim();

/** [C] Names before of the other classes in use that each class becomes one with, in a row; empty where there are none. */
export function merges({ classes }: OwnSetInfo, { names, used }: Pending): string[] {
  const wanted = names.map((name, c) => (used[c] ? cleaned(name) : ''));
  const together = new Map<string, number[]>();
  wanted.forEach((name, c) => together.set(name, [...(together.get(name) ?? []), c]));
  return wanted.map((name, at) => (name === '' ? '' : together.get(name)!.filter((c) => c !== at).map((c) => classes[c]!.name).join(' and ')));
}

/** The edit that is pending; null where nothing has changed. */
export function editOf({ classes, split }: OwnSetInfo, { names, used, trainShare }: Pending): SetEdit | null {
  const wanted = names.map((name, c) => (used[c] ? cleaned(name) : null));
  const change: SetEdit = {
    ...(wanted.some((name, c) => name !== classes[c]!.name) ? { classes: wanted } : {}),
    ...(trainShare !== null && trainShare !== split?.trainShare ? { trainShare } : {}),
  };
  return Object.keys(change).length > 0 ? change : null;
}

/** Why it cannot be applied, in a sentence; null where it can. */
export function problemOf({ classes }: OwnSetInfo, { names, used }: Pending): string | null {
  const nameless = names.findIndex((name, c) => used[c] && cleaned(name) === '');
  if (nameless >= 0) return `The class that was ${classes[nameless]!.name} needs a name.`;
  const left = new Set(names.filter((_, c) => used[c]).map(cleaned)).size;
  return left < 2 ? `Only ${left === 1 ? 'one class is' : 'no class is'} left; two are needed at least.` : null;
}
