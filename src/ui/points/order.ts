import { planeHead, probabilitiesAt } from '../field/head.ts';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import type { RunFeatures } from '../../worker/looks/drawing.ts';
import type { Probe } from '../../worker/looks/looks.ts';

/** What images are sorted by: their number, how sure a run is of its prediction, or their distance to the mean of their class. */
export type SortKey = 'number' | 'leastSure' | 'mostSure' | 'farthest' | 'nearest';

/** What one run makes of an image; -1 and NaN where the snapshot does not have it. */
export interface PointFigures {
  readonly prediction: number;
  /** The probability of the prediction. */
  readonly confidence: number;
  /** To the mean of its own class, in all dimensions. */
  readonly distance: number;
  /** Where it is drawn. */
  readonly x: number;
  readonly y: number;
}

/** One image of a list, by its number in the test set, with its class and what a run makes of it. */
export interface PointRow extends PointFigures {
  readonly image: number;
  readonly label: number;
}

const unknown: PointFigures = { prediction: -1, confidence: Number.NaN, distance: Number.NaN, x: Number.NaN, y: Number.NaN };

/** The probability of point i's prediction: as it was told, or by the head that divides the plane. */
export function confidenceAt({ points, predictions, means, head, told }: RunFeatures, i: number): number {
  const divides = planeHead(head, means.length / 2);
  return told ? told.confidences[i]! : divides ? probabilitiesAt(divides, [points[2 * i]!, points[2 * i + 1]!])[predictions[i]!]! : Number.NaN;
}

/** The distance of point i to the mean of its class, in all dimensions: as it was told, or in the plane that is all. */
function distanceAt({ points, means, told }: RunFeatures, i: number, label: number): number {
  return told ? told.distances[i]! : Math.hypot(points[2 * i]! - means[2 * label]!, points[2 * i + 1]! - means[2 * label + 1]!);
}

/** What run `r` makes of point i of a snapshot; unknown where i is -1. */
export function figuresAt({ runs, labels }: DrawnSnapshot, r: number, i: number): PointFigures {
  const run = runs[r];
  if (i < 0 || !run) return unknown;
  const [x, y] = [run.points[2 * i]!, run.points[2 * i + 1]!];
  return { prediction: run.predictions[i]!, confidence: confidenceAt(run, i), distance: distanceAt(run, i, labels[i]!), x, y };
}

/** Where the images of a snapshot are in it, by their numbers. */
export const placesIn = ({ indices }: Pick<Probe, 'indices'>): ReadonlyMap<number, number> => new Map(Array.from(indices, (image, i) => [image, i] as const));

/** Images by their numbers as run `r` sees them at the step of a snapshot; those that are no images of the probe are left out. */
export function rowsOf(images: readonly number[], probe: Probe, snapshot: DrawnSnapshot, r: number): PointRow[] {
  const [ofProbe, drawn] = [placesIn(probe), placesIn(snapshot)];
  return images
    .filter((image) => ofProbe.has(image))
    .map((image) => ({ image, label: probe.labels[ofProbe.get(image)!]!, ...figuresAt(snapshot, r, drawn.get(image) ?? -1) }));
}

const rank: Readonly<Record<SortKey, (row: PointRow) => number>> = {
  number: ({ image }) => image,
  leastSure: ({ confidence }) => confidence,
  mostSure: ({ confidence }) => -confidence,
  farthest: ({ distance }) => -distance,
  nearest: ({ distance }) => distance,
};

/** The rows in the order of a key, equal ones by their numbers; those without the figure come last. */
export function sorted(rows: readonly PointRow[], key: SortKey): PointRow[] {
  const of = (row: PointRow) => (Number.isNaN(rank[key](row)) ? Infinity : rank[key](row));
  const keyed = rows.map((row) => ({ row, at: of(row) }));
  return keyed.sort((a, b) => (a.at === b.at ? a.row.image - b.row.image : a.at - b.at)).map(({ row }) => row);
}

/** Counts per class, largest first, equal ones by class. */
export function classCounts(rows: readonly Pick<PointRow, 'label'>[]): (readonly [label: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b);
}
