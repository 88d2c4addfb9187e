import { line, textCell } from '../../app/home/csv.ts';
import type { SuspectLabels } from '../../worker/protocol.ts';
import type { Review } from './review.ts';

/** All ranked labels as a CSV table (RFC 4180): path or number in the training set, label, suggestion, score, decision. */
export function suspectsCsv({ indices, labels, suggestions, scores, paths }: SuspectLabels, classNames: readonly string[], { decisions }: Review): string {
  const rows = Array.from(indices, (index, rank) => [paths?.[index] ?? String(index), classNames[labels[index]!]!, classNames[suggestions[rank]!]!, scores[rank]!.toPrecision(5), decisions.get(rank) ?? '']);
  return [['path', 'label', 'suggestion', 'score', 'decision'], ...rows].map((row) => line(row.map(textCell))).join('');
}
