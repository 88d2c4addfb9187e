import { PlaygroundError } from '../../errors.ts';
import { requireTwoClasses } from '../classNames.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { cleanPath, foldersOf, pathTrouble, shown } from '../files/paths.ts';
import { formatted } from '../formats/bytes.ts';
import type { Part } from '../split/split.ts';
import { type NamedPhotograph, type PhotographCollection, photographs } from './collection.ts';
import { describeSkipped } from './skipped.ts';

const layoutHint = 'Put the images of each class into a folder of its own, named after the class, and bring the folder that holds these folders (or a zip of it).';

type Side = 'train' | 'test' | 'validation';

/** Names of folders that are sides of a split. */
const sideNames: readonly (readonly [Side, RegExp])[] = [
  ['train', /^train(ing)?([-_ ]?(set|data|images?|\d+))?$/i],
  ['test', /^test(ing)?([-_ ]?(set|data|images?|\d+))?$/i],
  ['validation', /^(val|valid|validation|dev)([-_ ]?(set|data|images?|\d+))?$/i],
];

const sideOf = (folder = ''): Side | undefined => sideNames.find(([, name]) => name.test(folder))?.[0];

/** A file with the folders that it lies in, those that all share taken away. */
interface Placed {
  readonly file: FileEntry;
  readonly folders: readonly string[];
  readonly side?: Side | undefined;
}

/** Number of elements that all lists begin with alike. */
function sharedBeginning(lists: readonly (readonly string[])[]): number {
  const [first = []] = lists;
  let shared = first.length;
  for (const list of lists) {
    let i = 0;
    while (i < shared && i < list.length && list[i] === first[i]) i++;
    shared = i;
  }
  return shared;
}

function placed(images: readonly FileEntry[]): Placed[] {
  const folders = images.map(({ path }) => foldersOf(path));
  const root = sharedBeginning(folders);
  return images.map((file, i) => ({ file, folders: folders[i]!.slice(root) }));
}

/** Takes folders away that all images lie in innermost: "cat/images/1.jpg" and "dog/images/2.jpg" are of "cat" and "dog". */
function withoutInnermost(items: readonly Placed[]): Placed[] {
  const inFolders = items.filter(({ folders }) => folders.length > 0);
  const shared = sharedBeginning(inFolders.map(({ folders }) => [...folders].reverse()));
  if (inFolders.every(({ folders }) => folders.length === shared)) return [...items];
  return items.map((item) => ({ ...item, folders: item.folders.slice(0, Math.max(0, item.folders.length - shared)) }));
}

/** Whether folders at one place are sides: one to train, and another. */
function areSides(names: readonly (string | undefined)[]): boolean {
  const found = new Set(names.map(sideOf));
  return found.has('train') && (found.has('test') || found.has('validation'));
}

/** Finds the split that folders on top ("train/cat/1.jpg") or innermost ("cat/train/1.jpg") give, and takes them away. */
function withSides(items: readonly Placed[]): Placed[] {
  const inFolders = items.filter(({ folders }) => folders.length > 0);
  // A folder "train" that holds images, not folders, may be a class of vehicles.
  if (areSides(inFolders.map(({ folders }) => folders[0])) && inFolders.some(({ folders }) => folders.length > 1 && sideOf(folders[0]) === 'train')) {
    return items.map((item) => ({ ...item, folders: item.folders.slice(1), side: sideOf(item.folders[0]) }));
  }
  const innermost = inFolders.map(({ folders }) => folders.at(-1));
  if (inFolders.every(({ folders }) => folders.length > 1 && sideOf(folders.at(-1)) !== undefined) && areSides(innermost)) {
    return items.map((item) => ({ ...item, folders: item.folders.slice(0, -1), side: sideOf(item.folders.at(-1)) }));
  }
  return [...items];
}

/**
 * Parts of images by their sides: a validation set tests where nothing else does, and where all are on one side, there is no
 * split that came with them.
 */
function partsOf(items: readonly Placed[]): (Part | null)[] {
  const hasTest = items.some(({ side }) => side === 'test');
  const parts = items.map(({ side }): Part => (side === 'test' || (side === 'validation' && !hasTest) ? 'test' : 'train'));
  return parts.includes('train') && parts.includes('test') ? parts : parts.map(() => null);
}

/** Folders that have files, but no image among those taken, beside folders that have: they would be missed. */
function foldersWithout(images: readonly FileEntry[], skipped: readonly Skipped[]): string[] {
  const parentOf = (folder: string) => foldersOf(folder).join('/');
  const taken = new Set(images.map(({ path }) => parentOf(path)));
  const parents = new Set([...taken].map(parentOf));
  const followed = skipped.filter(({ path }) => cleanPath(path) === path && !pathTrouble(path));
  const without = new Set(followed.map(({ path }) => parentOf(path)));
  return [...without].filter((folder) => folder !== '' && !taken.has(folder) && parents.has(parentOf(folder)));
}

function notesOf(items: readonly Placed[], images: readonly FileEntry[], skipped: readonly Skipped[]): string[] {
  const has = (wanted: Side) => items.some(({ side }) => side === wanted);
  const notes = has('test') && has('validation') ? ['There is a test folder, so the images of the validation folder train.'] : [];
  return [...notes, ...foldersWithout(images, skipped).map((folder) => `"${shown(folder)}" is no class: none of its files is an image that can be read.`)];
}

function refuseNone(skipped: readonly Skipped[], images: number): never {
  const found = images === 0 ? 'There is no image here' : `There are ${formatted(images)} images here, but no folders of classes`;
  throw new PlaygroundError([`${found}.`, ...describeSkipped(skipped).slice(0, 3)].join(' '), layoutHint);
}

/**
 * Classes by folder: an image is of the class of its innermost folder, below what all images share. Folders named train and test
 * (or val, validation) above the classes, or in each, are the split; where there are train, test and validation folders,
 * validation images train. Images outside of every class folder are skipped.
 * @param before what was not taken so far, files that are no images included.
 * @throws PlaygroundError for no images and for a single class.
 */
export function readFolders(images: readonly FileEntry[], before: readonly Skipped[]): PhotographCollection {
  const all = withoutInnermost(withSides(placed(images)));
  const split = all.some(({ side }) => side !== undefined);
  const isPlaced = ({ folders, side }: Placed) => folders.length > 0 && (!split || side !== undefined);
  const items = all.filter(isPlaced);
  const astray = split ? 'outside the folders of classes and of the split' : 'in no folder of a class';
  const skipped = [...before, ...all.filter((item) => !isPlaced(item)).map(({ file }) => ({ path: file.path, reason: astray }))];
  if (items.length === 0) refuseNone(skipped, images.length);
  const parts = partsOf(items);
  const named = items.map(({ file, folders }, i): NamedPhotograph => ({ path: file.path, className: folders.at(-1)!, part: parts[i]!, box: null, file }));
  const collection = photographs(named, { skipped, notes: notesOf(items, images, skipped) });
  const { classes } = collection;
  requireTwoClasses(classes, 'folders with images', layoutHint);
  if (areSides(classes) && classes.every((name) => sideOf(name))) {
    throw new PlaygroundError(`The folders ${classes.join(' and ')} hold images themselves, not folders of classes.`, layoutHint);
  }
  return collection;
}
