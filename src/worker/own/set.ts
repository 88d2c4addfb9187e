import type { ImageForm } from '../../data/dataset.ts';
import { presetsOf } from '../../data/readers/presets.ts';
import type { ClassPreset } from '../../data/readers/presets.ts';
import type { SplitRule } from '../../data/split/split.ts';
import { seenInTrainingRemark } from './sets/copies.ts';

/** A file that was not taken, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** One image of a set of photographs. */
export interface OwnImage {
  /** As in the folder: `class/name.jpg`. */
  readonly path: string;
  /** By which its pixels and embeddings are kept: of the file's bytes and the part of it that is used. */
  readonly hash: string;
  /** The hash of the first image that it is a copy of or looks nearly like; its own where there is none. They stay on one side of a split. */
  readonly alike?: string;
  /** Its class. */
  readonly label: number;
  readonly part: 'train' | 'test';
}

interface SetBase {
  /** See `isOwn` in data/catalog.ts: twelve hexadecimal digits of a checksum of what is in it. */
  readonly id: string;
  readonly label: string;
  readonly classNames: readonly string[];
  readonly skipped: readonly SkippedFile[];
  /** Images that are copies of another one of the set. */
  readonly duplicates: number;
  /** Test images that are copies of training images, which only a split that came with the images has. */
  readonly seenInTraining?: number;
  /** What the split was made by; null or left out where one came with the images. */
  readonly split?: SplitRule | null;
  /** What a person should know of how the files were read, in whole sentences. */
  readonly notes: readonly string[];
}

/** A person's photographs, which go through a backbone. */
export interface PhotographSet extends SetBase {
  readonly kind: 'photographs';
  readonly backbone: string;
  readonly images: readonly OwnImage[];
}

/** A person's small images, which train a network from scratch. */
export interface PixelSet extends SetBase {
  readonly kind: 'pixels';
  readonly form: ImageForm;
  /** [N, height, width, channels] bytes of all images. */
  readonly values: Uint8Array;
  /** [N] */
  readonly labels: Uint8Array;
  /** [N], 1 for an image that tests. */
  readonly isTest: Uint8Array;
}

/** What a person brought. */
export type OwnSet = PhotographSet | PixelSet;

/** One class with its images. */
export interface OwnClass {
  readonly name: string;
  readonly train: number;
  readonly test: number;
  /** Paths of the first few, at most `examplesShown`; of a data set of the catalog none. */
  readonly examples: readonly string[];
}

/** Images of a class that a set's summary shows. */
const examplesShown = 8;

/** A set as the page shows it. */
export interface OwnSetInfo {
  readonly id: string;
  readonly label: string;
  readonly kind: OwnSet['kind'];
  readonly classes: readonly OwnClass[];
  readonly skipped: readonly SkippedFile[];
  readonly duplicates: number;
  /** What the split was made by; null where one came with the images, which an edit keeps. */
  readonly split: SplitRule | null;
  readonly notes: readonly string[];
  /** Choices of its classes to offer; left out where there are none. */
  readonly presets?: readonly ClassPreset[];
  /** Whether it survives a reload. */
  readonly isKept: boolean;
}

/** What the page shows of a set. */
export function infoOf(set: OwnSet, isKept: boolean): OwnSetInfo {
  const { id, label, kind, classNames, skipped, duplicates, seenInTraining = 0, split = null, notes } = set;
  const classes = classNames.map((name) => ({ name, train: 0, test: 0, examples: [] as string[] }));
  const count = (label: number, isTest: boolean, path: () => string) => {
    const one = classes[label]!;
    one[isTest ? 'test' : 'train']++;
    if (one.examples.length < examplesShown) one.examples.push(path());
  };
  if (set.kind === 'photographs') set.images.forEach((image) => count(image.label, image.part === 'test', () => image.path));
  else set.labels.forEach((label, i) => count(label, set.isTest[i] === 1, () => String(i)));
  const presets = presetsOf(classNames);
  return { id, label, kind, classes, skipped, duplicates, split, notes: [...notes, ...seenInTrainingRemark(seenInTraining)], ...(presets.length > 0 ? { presets } : {}), isKept };
}

/** Paths of a set's training images, in the order in which they train; a small image's is its number in the set. */
export function trainingPaths(set: OwnSet): string[] {
  if (set.kind === 'photographs') return set.images.flatMap(({ path, part }) => (part === 'train' ? [path] : []));
  return [...set.labels.keys()].flatMap((i) => (set.isTest[i] === 0 ? [String(i)] : []));
}
