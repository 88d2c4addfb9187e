import { byCodeUnits, inNaturalOrder, requireClasses } from '../classNames.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import type { Part } from '../split/split.ts';
import { type ClassPreset, presetsOf } from './presets.ts';

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

/** An image file with its class by name. */
export type NamedPhotograph = Omit<Photograph, 'label'> & { readonly className: string };

/** A collection of image files: orders classes and items, and finds choices of classes. */
export function photographs(named: readonly NamedPhotograph[], { skipped, notes = [] }: { skipped: readonly Skipped[]; notes?: readonly string[] }): PhotographCollection {
  const classes = [...new Set(named.map(({ className }) => className))].sort(inNaturalOrder);
  const labels = new Map(classes.map((name, label) => [name, label]));
  const items = named.map(({ className, ...item }) => ({ ...item, label: labels.get(className)! }));
  return { kind: 'photographs', classes, items: items.sort((a, b) => a.label - b.label || byCodeUnits(a.path, b.path)), skipped, notes, presets: presetsOf(classes) };
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
