import { exactDuplicates, joinedGroups, nearDuplicates, thumbnailSide } from '../../../data/split/duplicates.ts';
import type { Bytes } from '../../../data/formats/bytes.ts';
import { formatted } from '../../../data/formats/bytes.ts';
import { sha256 } from '../../../data/formats/sha256.ts';
import { greyThumbnail } from '../../../data/images/resize.ts';
import type { Box, Size } from '../../../data/images/resize.ts';
import type { Photograph, PhotographCollection } from '../../../data/readers/collection.ts';
import { seededSplit, splitOf, usualSplit } from '../../../data/split/split.ts';
import { CancelledError, describeError, PlaygroundError } from '../../../errors.ts';
import { backbones, defaultBackbone } from '../../../models/backbones/catalog.ts';
import type { Telling } from './embeddings.ts';
import type { PhotographSet, SkippedFile } from '../set.ts';
import { photographSet } from '../sets/assemble.ts';
import { copyCount } from '../sets/copies.ts';
import type { OwnShelf } from '../shelf.ts';

/** Decodes an image file, or the part in a box, to [height, width, 3] bytes. @throws PlaygroundError that says why it cannot. */
export type Decoder = (bytes: Bytes, size: Size, box: Box | null) => Promise<Uint8Array>;

/** What photographs are read with. */
export interface PhotographReading {
  readonly shelf: OwnShelf;
  readonly decode: Decoder;
  readonly telling: Telling;
  /** Ends it; the promise then rejects with CancelledError, and what was decoded stays. */
  readonly signal: AbortSignal;
}

/** Images decoded at once: each may take hundreds of megabytes for a moment. */
const atOnce = 2;

/** One image that could be decoded. */
export interface Taken {
  readonly item: Photograph;
  readonly hash: string;
  /** [16,16] grey. */
  readonly thumbnail: Uint8Array;
}

const keyOf = (sum: string, box: Box | null, { width, height }: Size) => [sum, width, height, ...(box ? [box.x, box.y, box.width, box.height] : [])].join('-');

/** Decodes what is not kept yet. Where the browser has no room left, the rest of the set could not be kept: that ends it. */
async function taken(item: Photograph, size: Size, kept: Set<string>, { shelf, decode }: PhotographReading): Promise<Taken> {
  const bytes = await item.file.bytes();
  const hash = keyOf(await sha256(bytes), item.box, size);
  const held = kept.has(hash) ? await shelf.get('pixels', hash) : undefined;
  if (held) return { item, hash, thumbnail: greyThumbnail(held, size, thumbnailSide) };
  const pixels = await decode(bytes, size, item.box);
  await shelf.put('pixels', [[hash, pixels]]).catch((error: unknown) => {
    throw new Error(`This browser has no room for the images: ${describeError(error).message}`);
  });
  kept.add(hash);
  return { item, hash, thumbnail: greyThumbnail(pixels, size, thumbnailSide) };
}

async function allTaken({ items }: PhotographCollection, size: Size, reading: PhotographReading): Promise<{ images: Taken[]; skipped: SkippedFile[] }> {
  const kept = new Set(await reading.shelf.keys('pixels'));
  const found: (Taken | undefined)[] = [];
  const skipped: (SkippedFile | undefined)[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < items.length) {
      if (reading.signal.aborted) throw new CancelledError(`Reading was cancelled after ${formatted(done)} of ${formatted(items.length)} images.`, 'Add them again to go on: what was read is kept.');
      const place = next++;
      const item = items[place]!;
      try {
        found[place] = await taken(item, size, kept, reading);
      } catch (error) {
        if (!(error instanceof PlaygroundError)) throw error;
        // At its place: which of several fails first is a matter of luck.
        skipped[place] = { path: item.path, reason: `${error.message}. ${error.hint}` };
      }
      reading.telling('Reading images', ++done, items.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { images: found.filter((one) => one !== undefined), skipped: skipped.filter((one) => one !== undefined) };
}

/** Examples with the same number belong together: copies of each other, and images that look nearly alike. */
function groupsOf(images: readonly Taken[]): { readonly exact: Int32Array; readonly all: Int32Array } {
  const exact = exactDuplicates(images.map(({ hash }) => hash));
  const thumbnails = new Uint8Array(images.length * thumbnailSide ** 2);
  images.forEach(({ thumbnail }, i) => thumbnails.set(thumbnail, i * thumbnailSide ** 2));
  return { exact, all: joinedGroups(exact, nearDuplicates(thumbnails)) };
}

/** A remark on images that are no copies of others, but look nearly like them. */
const nearlyAlike = (count: number): string[] => (count === 0 ? [] : [`${count === 1 ? '1 image looks' : `${formatted(count)} images look`} nearly like another one, as after an edit, and ${count === 1 ? 'stays' : 'stay'} on its side of the split.`]);

/** Images of a collection that could be decoded. */
export interface TakenImages {
  readonly images: readonly Taken[];
  readonly classNames: readonly string[];
  /** [N] */
  readonly labels: Uint8Array;
  readonly skipped: readonly SkippedFile[];
}

/**
 * Decodes the images of a collection. What cannot be decoded is skipped by name; a class of which nothing is left is left out.
 * @throws PlaygroundError when fewer than two classes are left; CancelledError by the signal.
 */
export async function takenImages(collection: PhotographCollection, size: Size, reading: PhotographReading): Promise<TakenImages> {
  const { images, skipped } = await allTaken(collection, size, reading);
  const present = collection.classes.map((_, c) => images.some(({ item }) => item.label === c));
  const classNames = collection.classes.filter((_, c) => present[c]);
  const emptied = collection.classes.flatMap((path, c) => (present[c] ? [] : [{ path, reason: 'a class of which no image can be used; it is left out' }]));
  if (classNames.length < 2) {
    const [first] = skipped;
    throw new PlaygroundError(`Of ${formatted(collection.items.length)} images only ${formatted(images.length)} can be used, of ${classNames.length} classes.${first ? ` ${first.path}: ${first.reason}` : ''}`, 'Bring images of two classes at least.');
  }
  const labels = Uint8Array.from(images, ({ item }) => classNames.indexOf(collection.classes[item.label]!));
  return { images, classNames, labels, skipped: [...collection.skipped, ...skipped, ...emptied] };
}

/**
 * Decodes the images of a collection at the backbone's size and splits them: per class by seed where no split came with them,
 * copies on one side.
 * @throws PlaygroundError when fewer than two classes are left; CancelledError by the signal.
 */
export async function readPhotographs(label: string, collection: PhotographCollection, reading: PhotographReading): Promise<PhotographSet> {
  const backbone = defaultBackbone;
  const { side } = backbones.get(backbone);
  const { images, classNames, labels, skipped } = await takenImages(collection, { width: side, height: side }, reading);
  const { exact, all: groups } = groupsOf(images);
  const given = images.map(({ item }) => item.part);
  const { parts } = seededSplit({ labels, ...usualSplit, given, groups });
  const entries = images.map(({ item, hash }, i) => ({ path: item.path, hash, alike: images[groups[i]!]!.hash, label: labels[i]!, part: parts[i]! }));
  return photographSet({ label, backbone, classNames, images: entries, split: splitOf(given), skipped, notes: [...collection.notes, ...nearlyAlike(copyCount(groups) - copyCount(exact))] });
}
