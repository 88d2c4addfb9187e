import { describeError, PlaygroundError } from '../errors.ts';
import type { Bytes } from './bytes.ts';
import type { DataFile, DatasetId } from './catalog.ts';
import { type Idx, readVerifiedIdx } from './idx.ts';

/** Name of the Cache Storage that keeps verified files between visits. */
export const cacheName = 'center-loss-playground-data-v1';

/** Where files are kept. */
export interface CacheOptions {
  /** Instead of the browser's own, for tests. */
  readonly caches?: CacheStorage | undefined;
}

/** Entries are kept under a host name that cannot exist, so that no real request ever meets them. */
const keyOf = (id: DatasetId, file: DataFile) => `https://data.invalid/${id}/${file.name}`;

async function openCache({ caches = globalThis.caches }: CacheOptions): Promise<Cache | undefined> {
  try {
    return await caches?.open(cacheName);
  } catch {
    return undefined; // Private windows of some browsers refuse: the playground works without, it only forgets.
  }
}

/** A kept file, or undefined when there is none. A copy that no longer has its checksum is removed and counts as none. */
export async function readKept(id: DatasetId, file: DataFile, options: CacheOptions): Promise<Idx | undefined> {
  const cache = await openCache(options);
  const response = await cache?.match(keyOf(id, file));
  if (!response) return undefined;
  try {
    return await readVerifiedIdx(new Uint8Array(await response.arrayBuffer()), file);
  } catch {
    await forgetFile(id, file, options);
    return undefined;
  }
}

/** Whether a file is kept, without reading it. */
export async function isKept(id: DatasetId, file: DataFile, options: CacheOptions): Promise<boolean> {
  const cache = await openCache(options);
  return (await cache?.match(keyOf(id, file))) !== undefined;
}

/**
 * Keeps a verified file for later visits; does nothing where the browser offers no Cache Storage.
 * @throws PlaygroundError when the browser refuses to store it, which mostly means that its quota is used up.
 */
export async function keepFile(id: DatasetId, file: DataFile, bytes: Bytes, options: CacheOptions): Promise<void> {
  const cache = await openCache(options);
  try {
    await cache?.put(keyOf(id, file), new Response(bytes));
  } catch (cause) {
    throw new PlaygroundError(
      `The browser refused to keep ${file.name} (${(bytes.length / 1e6).toFixed(1)} MB): ${describeError(cause).message}.`,
      'Free some storage for this site, or use another data set.',
      { cause },
    );
  }
}

/** Removes a kept file; nothing happens when there is none. */
async function forgetFile(id: DatasetId, file: DataFile, options: CacheOptions): Promise<void> {
  const cache = await openCache(options);
  await cache?.delete(keyOf(id, file));
}
