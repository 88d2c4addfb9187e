import { describe, expect, it } from 'vitest';
import { openTileMemory } from './tileMemory.ts';

/** A Cache Storage of one cache. */
function fakeCaches(entries = new Map<string, string>()): { caches: CacheStorage; entries: Map<string, string> } {
  const cache = {
    match: async (address: string) => (entries.has(address) ? new Response(entries.get(address)) : undefined),
    put: async (address: string, response: Response) => void entries.set(address, await response.text()),
  };
  return { caches: { open: async () => cache } as unknown as CacheStorage, entries };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('what tile trials found', () => {
  it('is there at the next visit, for the same adapter only', async () => {
    const { caches } = fakeCaches();
    const memory = await openTileMemory('adapter A', caches);
    expect(memory.recall('mode')).toBeUndefined();
    memory.keep('mode', 'regions');
    expect(memory.recall('mode')).toBe('regions');
    await settled();
    expect((await openTileMemory('adapter A', caches)).recall('mode')).toBe('regions');
    expect((await openTileMemory('adapter B', caches)).recall('mode')).toBeUndefined();
  });

  it('lasts as long as the page where storage is refused, full or absent', async () => {
    const refusing = { open: () => Promise.reject(new Error('refused')) } as unknown as CacheStorage;
    const full = { open: async () => ({ match: async () => undefined, put: () => Promise.reject(new Error('full')) }) } as unknown as CacheStorage;
    for (const caches of [refusing, full, undefined]) {
      const memory = await openTileMemory('adapter', caches);
      memory.keep('mode', 'registers');
      await settled();
      expect(memory.recall('mode')).toBe('registers');
    }
  });
});
