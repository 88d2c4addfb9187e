import { type BroughtFile, openEntries } from '../files/entries.ts';
import type { FileLimits } from '../files/limits.ts';
import type { PhotographCollection } from './collection.ts';
import { readFolders } from './folders.ts';
import { imageFiles } from './imageFiles.ts';

/** What a person's files hold. */
export type Collection = PhotographCollection;

/** Reads. */
export async function collect(files: readonly BroughtFile[], limits?: FileLimits): Promise<Collection> {
  const { entries, skipped } = await openEntries(files, limits);
  const { images, others } = await imageFiles(entries);
  return readFolders(images, [...skipped, ...others]);
}
