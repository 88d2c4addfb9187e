import type { Skipped } from '../files/entry.ts';
import { shown } from '../files/paths.ts';
import { formatted } from '../formats/bytes.ts';

/** Files named for each reason; of 5,000 a person reads no more. */
const named = 3;

/** What was not taken, a sentence for each reason with how many files it is, the most frequent first, the first three by name. */
export function describeSkipped(skipped: readonly Skipped[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { path, reason } of skipped) {
    const paths = byReason.get(reason);
    if (paths) paths.push(path);
    else byReason.set(reason, [path]);
  }
  return [...byReason]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([reason, paths]) => {
      const names = paths.slice(0, named).map(shown).join(', ');
      return paths.length === 1 ? `${names}: ${reason}.` : `${formatted(paths.length)} files (${names}${paths.length > named ? ', …' : ''}): ${reason}.`;
    });
}
