import { PlaygroundError } from '../../errors.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { byCodeUnits } from '../files/paths.ts';
import type { Part } from '../split.ts';

/** Rectangle of what an image shows, in its pixels, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One image file of a collection, not decoded. */
export interface Photograph {
  /** As a person sees it; see `FileEntry`. */
  readonly path: string;
  /** Index into the collection's classes. */
  readonly label: number;
  /** Side of the split that came with the files; null where none did. */
  readonly part: Part | null;
  readonly box: Box | null;
  readonly file: FileEntry;
}

/** A choice of classes that is known by name. */
export interface ClassPreset {
  readonly label: string;
  readonly classes: readonly string[];
}

/** A person's image files with their classes, on the way to be decoded. */
export interface PhotographCollection {
  readonly kind: 'photographs';
  /** In natural order: "2" before "10". */
  readonly classes: readonly string[];
  /** By class, then by path. */
  readonly items: readonly Photograph[];
  readonly skipped: readonly Skipped[];
  /** What a person should know of how the files were read, in whole sentences. */
  readonly notes: readonly string[];
  /** Smaller choices of the classes to offer, see `onlyClasses`. */
  readonly presets: readonly ClassPreset[];
}

const natural = new Intl.Collator('en', { numeric: true });

/** Natural order of names, numbers as numbers; the same on every machine. */
export const inNaturalOrder = (a: string, b: string): number => natural.compare(a, b) || byCodeUnits(a, b);

/** Most classes that are learned; labels are bytes, and pictures of more cannot be told apart. */
export const mostClasses = 200;

/** @throws PlaygroundError unless there are 2 to 200 classes. @param what "folders", in the message. @param hint how to get there. */
export function requireClasses(classes: readonly string[], what: string, hint: string): void {
  if (classes.length > mostClasses) {
    throw new PlaygroundError(`There are ${classes.length} classes (${what}); ${mostClasses} are learned at most.`, hint);
  }
  if (classes.length < 2) {
    const found = classes.length === 0 ? 'There is no class' : `There is only one class, "${classes[0]}"`;
    throw new PlaygroundError(`${found} (${what}); two are needed at least.`, hint);
  }
}

/** An image file with its class by name. */
export type NamedPhotograph = Omit<Photograph, 'label'> & { readonly className: string };

/** Orders classes and items. @param skipped, notes, presets see `PhotographCollection`. */
export function photographs(named: readonly NamedPhotograph[], { skipped, notes = [], presets = [] }: { skipped: readonly Skipped[]; notes?: readonly string[]; presets?: readonly ClassPreset[] }): PhotographCollection {
  const classes = [...new Set(named.map(({ className }) => className))].sort(inNaturalOrder);
  const labels = new Map(classes.map((name, label) => [name, label]));
  const items = named.map(({ className, ...item }) => ({ ...item, label: labels.get(className)! }));
  return { kind: 'photographs', classes, items: items.sort((a, b) => a.label - b.label || byCodeUnits(a.path, b.path)), skipped, notes, presets };
}

/**
 * The same collection with some of its classes only, as for a preset of it.
 * @throws PlaygroundError when fewer than two are left.
 */
export function onlyClasses(collection: PhotographCollection, wanted: readonly string[]): PhotographCollection {
  const { classes, skipped, notes } = collection;
  const named = collection.items.flatMap(({ label, ...item }) => (wanted.includes(classes[label]!) ? [{ ...item, className: classes[label]! }] : []));
  const chosen = photographs(named, { skipped, notes });
  requireClasses(chosen.classes, `of ${wanted.length} chosen`, 'Choose more classes.');
  return chosen;
}
