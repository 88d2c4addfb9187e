import { PlaygroundError } from '../../errors.ts';
import { type BroughtFile, openEntries } from '../files/entries.ts';
import type { FileEntry, Skipped } from '../files/entry.ts';
import { type FileLimits, fileLimits } from '../files/limits.ts';
import { foldersOf } from '../files/paths.ts';
import { isTable, readCsv } from '../packed/csv.ts';
import { isIdxFile, readIdxSet } from '../packed/idxSets.ts';
import { isNumpyFile, readNpz } from '../packed/npz.ts';
import type { PackedCollection } from '../packed/packedImages.ts';
import type { PhotographCollection } from './collection.ts';
import { cubFolder, readCub } from './cub.ts';
import { readFolders } from './folders.ts';
import { imageFiles } from './imageFiles.ts';
import { describeSkipped } from './skipped.ts';

/** What a person's files hold: image files to be decoded, or small images that are there already. */
export type Collection = PhotographCollection | PackedCollection;

async function where(entries: readonly FileEntry[], holds: (entry: FileEntry) => boolean | Promise<boolean>): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  for (const entry of entries) if (await holds(entry)) found.push(entry);
  return found;
}

/** Reads the packed images among files that are no image files; undefined where there are none. */
async function readPacked(entries: readonly FileEntry[], skipped: readonly Skipped[]): Promise<PackedCollection | undefined> {
  const numpy = entries.filter(isNumpyFile);
  if (numpy.length > 0) return readNpz(numpy, skipped);
  const idx = await where(entries, isIdxFile);
  if (idx.length > 0) return readIdxSet(idx, entries, skipped);
  const tables = entries.filter(isTable);
  return tables.length > 0 ? readCsv(tables, skipped) : undefined;
}

/**
 * Finds out what a person's files hold and reads it: a folder in the layout of CUB-200-2011, folders of images, NumPy archives, IDX
 * files or tables, in any of them zips. Image files in two folders or more win over packed images, which win over a single folder.
 * Image files are not read, packed ones are.
 * @throws PlaygroundError that says what was found where nothing fits, and for what each reader refuses.
 */
export async function collect(files: readonly BroughtFile[], limits: FileLimits = fileLimits): Promise<Collection> {
  const { entries, skipped } = await openEntries(files, limits);
  if (entries.length === 0) {
    throw new PlaygroundError(
      skipped.length === 0 ? 'There are no files here.' : `None of these files can be read. ${describeSkipped(skipped).slice(0, 3).join(' ')}`,
      'Bring images, one folder a class, as a folder or a zip; or IDX files, a CSV or an npz.',
    );
  }
  const { images, others } = await imageFiles(entries);
  const layout = cubFolder(entries);
  if (layout !== undefined && images.length > 0) return readCub(layout, entries, images, skipped);
  const folders = new Set(images.map(({ path }) => foldersOf(path).join('/')));
  const pictures = new Set(images);
  const packed = folders.size < 2 ? await readPacked(entries.filter((entry) => !pictures.has(entry)), skipped) : undefined;
  return packed ?? readFolders(images, [...skipped, ...others]);
}
