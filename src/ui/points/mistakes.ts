import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';

/**
 * Images of a snapshot that run `wrong` reads wrong, by their numbers in the test set; only those that run `right` reads right
 * where it is not null. Classes that are left out of training are no mistakes.
 */
export function mistakesOf({ labels, indices, runs }: DrawnSnapshot, wrong: number, right: number | null, heldOut: readonly number[]): number[] {
  const [missed, hit] = [runs[wrong]!.predictions, right === null ? null : runs[right]!.predictions];
  return [...labels.keys()].filter((i) => missed[i] !== labels[i] && (!hit || hit[i] === labels[i]) && !heldOut.includes(labels[i]!)).map((i) => indices[i]!);
}

/** [C,C] images that run `a` puts into a cell of its confusion matrix, less those of run `b`. */
export function confusionDifference({ labels, runs }: DrawnSnapshot, a: number, b: number, classes: number): Int32Array {
  const difference = new Int32Array(classes * classes);
  labels.forEach((label, i) => {
    difference[label * classes + runs[a]!.predictions[i]!]! += 1;
    difference[label * classes + runs[b]!.predictions[i]!]! -= 1;
  });
  return difference;
}

/** Images of class `label` that exactly one of two runs takes for `predicted`, by their numbers in the test set. */
export function readByOne({ labels, indices, runs }: DrawnSnapshot, a: number, b: number, label: number, predicted: number): number[] {
  const takes = (r: number, i: number) => runs[r]!.predictions[i] === predicted;
  return [...labels.keys()].filter((i) => labels[i] === label && takes(a, i) !== takes(b, i)).map((i) => indices[i]!);
}
