/**
 * A Cache Storage that may be missing, refused or full: private windows, sandboxed frames, plain http, a used-up quota. All of
 * these come to the same: what was put is not found later, and nothing fails.
 */
export interface Shelf {
  find(address: string): Promise<Response | undefined>;
  /** Whether it was put. */
  put(address: string, response: Response): Promise<boolean>;
  remove(address: string): Promise<void>;
}

async function openCache(name: string, caches: CacheStorage | undefined): Promise<Cache | undefined> {
  return (caches ?? globalThis.caches)?.open(name); // in a sandboxed frame, looking at `caches` already throws
}

/** Opens the Cache Storage of this name. @param caches instead of the browser's own, for tests. */
export async function openShelf(name: string, caches?: CacheStorage): Promise<Shelf> {
  const cache = await openCache(name, caches).catch(() => undefined);
  return {
    find: async (address) => cache?.match(address).catch(() => undefined),
    put: async (address, response) => {
      if (!cache) return false;
      return cache.put(address, response).then(
        () => true,
        () => false,
      );
    },
    remove: async (address) => void (await cache?.delete(address).catch(() => false)),
  };
}
