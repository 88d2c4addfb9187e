import { PlaygroundError } from '../errors.ts';
import { createRandom, shuffledIndices } from '../random.ts';
import type { Dataset } from './dataset.ts';

/** Places of the examples that train where some classes are left out, in file order. @param labels [N] class of each example. */
export function trainedPlaces(labels: Uint8Array, heldOut: readonly number[]): Int32Array {
  const without = new Set(heldOut);
  return Int32Array.from([...labels.keys()].filter((i) => !without.has(labels[i]!)));
}

/**
 * Classes to leave out, where nothing is said of which: a quarter of all, rounded down, at least one, drawn by seed (stream
 * "strangers"); in ascending order. None of fewer than three classes, of which two must stay.
 */
export function drawnClasses(classes: number, seed: number): number[] {
  if (classes < 3) return [];
  const drawn = shuffledIndices(classes, createRandom(seed, 'strangers')).slice(0, Math.max(1, Math.floor(classes / 4)));
  return [...drawn].sort((a, b) => a - b);
}

/** @throws PlaygroundError for a class that the data set does not have, and unless two classes with training images are left. */
export function requireLeft({ label, classNames, train }: Dataset, heldOut: readonly number[]): void {
  const classes = classNames.length;
  const stray = heldOut.find((one) => one >= classes);
  if (stray !== undefined) throw new PlaygroundError(`${label} has no class ${stray} to leave out of training.`, `Its classes have the numbers 0 to ${classes - 1}.`);
  const left = new Set(train.labels.filter((one) => !heldOut.includes(one))).size;
  if (heldOut.length > 0 && left < 2) throw new PlaygroundError(`Without ${heldOut.length} of its ${classes} classes, ${label} has ${left === 1 ? 'one' : 'none'} to train on.`, 'Leave out fewer: two must stay.');
}
