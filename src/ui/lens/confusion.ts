import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';

/** Images of one true class that were put into another, or lie nearer to its mean. */
export type Counts = Int32Array;

/** [C,C] counts: row true class, column what was said of it. */
function counted(labels: Uint8Array, said: Uint8Array, classes: number): Counts {
  const counts = new Int32Array(classes * classes);
  labels.forEach((label, i) => counts[label * classes + said[i]!]!++);
  return counts;
}

/** What one run confuses in a snapshot. */
export interface Confusion {
  readonly classes: number;
  /** [C,C], by the largest logit. */
  readonly predicted: Counts;
  /** [C,C], by the nearest class mean in all dimensions. */
  readonly nearest: Counts;
  /** [C] images of each class. */
  readonly images: Counts;
}

/** Counts what run `r` says of the images of a snapshot. */
export function confusionOf({ labels, runs }: DrawnSnapshot, r: number, classes: number): Confusion {
  const { predictions, nearest } = runs[r]!;
  const images = new Int32Array(classes);
  labels.forEach((label) => images[label]!++);
  return { classes, predicted: counted(labels, predictions, classes), nearest: counted(labels, nearest, classes), images };
}

/** Two classes that look alike to a run. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  /** Images of either that were taken for the other. */
  readonly confused: number;
  /** Images of either that lie nearer to the other's mean than to any other class's. */
  readonly overlapping: number;
  /** Images of both. */
  readonly images: number;
}

/** Pairs of classes that are confused or overlap at all, by the sum of both shares, the largest first. */
export function pairsOf({ classes, predicted, nearest, images }: Confusion): Pair[] {
  const both = (counts: Counts, a: number, b: number) => counts[a * classes + b]! + counts[b * classes + a]!;
  const pairs: Pair[] = [];
  for (let a = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++) {
      const pair = { a, b, confused: both(predicted, a, b), overlapping: both(nearest, a, b), images: images[a]! + images[b]! };
      if (pair.confused + pair.overlapping > 0) pairs.push(pair);
    }
  }
  const weight = ({ confused, overlapping, images: of }: Pair) => (confused + overlapping) / of;
  return pairs.sort((one, other) => weight(other) - weight(one) || one.a - other.a || one.b - other.b);
}

/** What of a snapshot is looked at: one class, those of it that were taken for another, or two classes that look alike. */
export interface Focus {
  readonly a: number;
  readonly b: number;
  /** `cell`: images of `a` that were taken for `b`; `pair`: all images of both. */
  readonly kind: 'cell' | 'pair';
}

/** Images of a class in a snapshot, by their numbers in the test set, those that were taken for `other` first. */
export function imagesOf({ labels, indices, runs }: DrawnSnapshot, r: number, label: number, other: number, onlyConfused: boolean): { readonly image: number; readonly predicted: number }[] {
  const { predictions } = runs[r]!;
  const all = [...labels.keys()].filter((i) => labels[i] === label && (!onlyConfused || predictions[i] === other));
  const rank = (i: number) => (predictions[i] === other ? 0 : predictions[i] === label ? 2 : 1);
  return all.sort((one, two) => rank(one) - rank(two) || one - two).map((i) => ({ image: indices[i]!, predicted: predictions[i]! }));
}
