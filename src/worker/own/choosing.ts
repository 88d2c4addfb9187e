import { mostClasses, requireClasses } from '../../data/classNames.ts';
import { onlyClasses } from '../../data/readers/collection.ts';
import type { PhotographCollection } from '../../data/readers/collection.ts';
import type { ClassPreset } from '../../data/readers/presets.ts';
import { formatted } from '../../data/formats/bytes.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';

/** Classes of a person's files that are about to be read. */
export interface ClassOffer {
  /** What the set will be called. */
  readonly label: string;
  readonly classes: readonly { readonly name: string; readonly images: number }[];
  /** Choices to be made at once. */
  readonly presets: readonly ClassPreset[];
  /** How many are read at most. */
  readonly most: number;
}

/** Photographs above which a person is asked which classes to read: each takes tenths of a second, to decode and then in the backbone. */
const mostUnasked = 2000;

/** What a person is asked before photographs are read: of many, of more classes than are learned, and where a choice is well known; null of others. */
export function offerOf(label: string, { classes, items, presets }: PhotographCollection): ClassOffer | null {
  if (classes.length < 3 || (items.length <= mostUnasked && classes.length <= mostClasses && presets.length === 0)) return null;
  const images = classes.map(() => 0);
  for (const item of items) images[item.label]!++;
  return { label, classes: classes.map((name, c) => ({ name, images: images[c]! })), presets, most: mostClasses };
}

/** The collection with these classes only, which it notes. @throws PlaygroundError for a class that it does not have, and for fewer than two. */
export function withClasses(collection: PhotographCollection, wanted: readonly string[]): PhotographCollection {
  const stray = wanted.find((name) => !collection.classes.includes(name));
  if (stray !== undefined) throw new PlaygroundError(`There is no class ${stray.slice(0, 60)} in these files.`, `Their classes are ${collection.classes.slice(0, 20).join(', ')}${collection.classes.length > 20 ? ', …' : ''}.`);
  const chosen = onlyClasses(collection, wanted);
  const note = `${formatted(chosen.classes.length)} of the ${formatted(collection.classes.length)} classes were read, as chosen; to have others, add the files again.`;
  return chosen.classes.length === collection.classes.length ? collection : { ...chosen, notes: [...chosen.notes, note] };
}

/** @throws PlaygroundError where more classes are left than are learned. */
export function requireLearnable({ classes }: PhotographCollection): void {
  requireClasses(classes, 'folders with images', `Add the files again and choose ${mostClasses} of them at most.`);
}

/** A question to the person on its way: one at a time. */
export class Choosing {
  private answered: ((classes: readonly string[]) => void) | null = null;

  /** Resolves with the names that `answer` is given. @throws CancelledError by the signal. */
  wait(signal: AbortSignal): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const cancel = () => reject(new CancelledError('Reading was cancelled before any image.', 'Add them again to go on.'));
      if (signal.aborted) return cancel();
      signal.addEventListener('abort', cancel, { once: true });
      this.answered = resolve;
    });
  }

  /** Nothing happens where nothing was asked. */
  answer(classes: readonly string[]): void {
    this.answered?.(classes);
    this.answered = null;
  }
}
