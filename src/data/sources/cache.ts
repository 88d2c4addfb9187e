import type { Bytes } from '../formats/bytes.ts';
import type { CheckedFile } from '../catalog.ts';
import type { Reader } from './mirrors.ts';
import { openShelf } from './shelf.ts';

/** Name of the Cache Storage that keeps verified files between visits. */
export const cacheName = 'center-loss-playground-data-v1';

/** Where files are kept. */
export interface CacheOptions {
  /** Instead of the browser's own, for tests. */
  readonly caches?: CacheStorage | undefined;
  /** Files that the browser would not keep, by address: they last as long as the page. Instead of the worker's own, for tests. */
  readonly brief?: Map<string, Bytes> | undefined;
}

const ownBrief = new Map<string, Bytes>();

/** Entries are kept under a host name that cannot exist, so that no real request ever meets them. */
const keyOf = (id: string, file: CheckedFile) => `https://data.invalid/${id}/${file.name}`;

/** A kept file, or undefined when there is none. A copy that no longer has its checksum is removed and counts as none. */
export async function readKept<T>(id: string, file: CheckedFile, read: Reader<T>, { caches, brief = ownBrief }: CacheOptions): Promise<T | undefined> {
  const address = keyOf(id, file);
  const shelf = await openShelf(cacheName, caches);
  const response = await shelf.find(address);
  if (response) {
    try {
      return await read(new Uint8Array(await response.arrayBuffer()), file);
    } catch {
      await shelf.remove(address);
    }
  }
  const bytes = brief.get(address);
  return bytes && read(bytes, file);
}

/** Whether a file is kept, without reading it. */
export async function isKept(id: string, file: CheckedFile, { caches, brief = ownBrief }: CacheOptions): Promise<boolean> {
  const address = keyOf(id, file);
  return brief.has(address) || (await (await openShelf(cacheName, caches)).find(address)) !== undefined;
}

/** Keeps a verified file for later visits; where the browser keeps nothing or has no room, until the page is closed. */
export async function keepFile(id: string, file: CheckedFile, bytes: Bytes, { caches, brief = ownBrief }: CacheOptions): Promise<void> {
  const address = keyOf(id, file);
  const put = await (await openShelf(cacheName, caches)).put(address, new Response(bytes));
  if (put) brief.delete(address);
  else brief.set(address, bytes);
}
