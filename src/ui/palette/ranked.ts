import type { Action } from './action.ts';

/** Words in small letters, without accents. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How well a word fits: 3 where the name begins with it, 2 where a word of the name does, 1 elsewhere in the name, 0.5 in the group; null nowhere. */
function fit(word: string, name: string, group: string): number | null {
  if (name.startsWith(word)) return 3;
  if (name.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 2;
  if (name.includes(word)) return 1;
  return group.includes(word) ? 0.5 : null;
}

/** The actions that have all words of a query in name or group, the best fitting first, those that cannot be done now last; all of them for an empty query. */
export function ranked(actions: readonly Action[], query: string): readonly Action[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  const scored = actions.flatMap((action, order) => {
    const [name, group] = [plain(action.name), plain(action.group)];
    const fits = words.map((word) => fit(word, name, group));
    if (fits.includes(null)) return [];
    return [{ action, order, score: fits.reduce<number>((sum, one) => sum + one!, 0) }];
  });
  return scored.sort((a, b) => Number(b.action.enabled) - Number(a.action.enabled) || b.score - a.score || a.order - b.order).map(({ action }) => action);
}
