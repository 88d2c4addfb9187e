import { line, numberCell, textCell } from '../../app/home/csv.ts';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { figuresAt, placesIn } from './order.ts';
import type { PointRow } from './order.ts';

/**
 * Images as a CSV table (RFC 4180) in their order: number in the test set and class; for every run the class that it predicts, the
 * probability of that, where it is drawn, and the distance to the mean of its class. Cells of what a snapshot does not have are empty.
 */
export function pointsCsv(rows: readonly PointRow[], snapshot: DrawnSnapshot, classNames: readonly string[]): string {
  const places = placesIn(snapshot);
  const head = snapshot.runs.flatMap(({ name }) => ['prediction', 'confidence', 'x', 'y', 'distance'].map((what) => `${name} ${what}`));
  const ofRun = (image: number, r: number) => {
    const { prediction, confidence, x, y, distance } = figuresAt(snapshot, r, places.get(image) ?? -1);
    return [textCell(classNames[prediction] ?? ''), ...[confidence, x, y, distance].map(numberCell)];
  };
  const lines = rows.map(({ image, label }) => line([String(image), textCell(classNames[label] ?? ''), ...snapshot.runs.flatMap((_, r) => ofRun(image, r))]));
  return [line(['index', 'label', ...head].map(textCell)), ...lines].join('');
}
