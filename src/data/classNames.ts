import { PlaygroundError } from '../errors.ts';

/** Most classes that are learned; labels are bytes, and pictures of more cannot be told apart. */
export const mostClasses = 200;

const natural = new Intl.Collator('en', { numeric: true });

/** Order of two texts by their code units: the same on every machine, whatever its language. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Natural order of names, numbers as numbers ("2" before "10"), the same on every machine. */
export const inNaturalOrder = (a: string, b: string): number => natural.compare(a, b) || byCodeUnits(a, b);

/** @throws PlaygroundError unless there are 2 to 200 classes. @param what "folders with images", in the message. @param hint how to get there. */
export function requireClasses(classes: readonly string[], what: string, hint: string): void {
  if (classes.length > mostClasses) {
    throw new PlaygroundError(`There are ${classes.length} classes (${what}); ${mostClasses} are learned at most.`, hint);
  }
  requireTwoClasses(classes, what, hint);
}

/** The same without a most: of classes that are still to be chosen from. */
export function requireTwoClasses(classes: readonly string[], what: string, hint: string): void {
  if (classes.length < 2) {
    const found = classes.length === 0 ? 'There is no class' : `There is only one class, "${classes[0]}"`;
    throw new PlaygroundError(`${found} (${what}); two are needed at least.`, hint);
  }
}
