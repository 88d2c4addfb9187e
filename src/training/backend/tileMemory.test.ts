import { describe, expect, it } from 'vitest';
import { openTileMemory } from './tileMemory.ts';
import type { PageAnswers } from './tileMemory.ts';

/** A Cache Storage of one cache, and what it has been told to keep so far: all of it is there once `kept` resolves. */
function fakeCaches(): { caches: CacheStorage; kept: () => Promise<unknown> } {
  const entries = new Map<string, string>();
  const puts: Promise<void>[] = [];
  const cache = {
    match: async (address: string) => (entries.has(address) ? new Response(entries.get(address)) : undefined),
    put: (address: string, response: Response) => {
      const put = response.text().then((text) => void entries.set(address, text));
      puts.push(put);
      return put;
    },
  };
  return { caches: { open: async () => cache } as unknown as CacheStorage, kept: () => Promise.all(puts) };
}

describe('what tile trials found', () => {
  it('is there at the next visit, for the same adapter only', async () => {
    const { caches, kept } = fakeCaches();
    const visit = (adapter: string, page: PageAnswers = new Map()) => openTileMemory(adapter, caches, page);
    const memory = await visit('adapter A');
    expect(memory.recall('mode')).toBeUndefined();
    memory.keep('mode', 'regions');
    expect(memory.recall('mode')).toBe('regions');
    await kept();
    expect((await visit('adapter A')).recall('mode')).toBe('regions');
    expect((await visit('adapter B')).recall('mode')).toBeUndefined();
  });

  it('lasts as long as the page where storage is refused, full or absent', async () => {
    const refusing = { open: () => Promise.reject(new Error('refused')) } as unknown as CacheStorage;
    const refused = Promise.reject(new Error('full'));
    const full = { open: async () => ({ match: async () => undefined, put: () => refused }) } as unknown as CacheStorage;
    for (const caches of [refusing, full, undefined]) {
      const page: PageAnswers = new Map();
      const memory = await openTileMemory('adapter', caches, page);
      memory.keep('mode', 'registers');
      await Promise.allSettled([refused]);
      expect(memory.recall('mode')).toBe('registers');
      expect((await openTileMemory('adapter', caches, page)).recall('mode')).toBe('registers');
      expect((await openTileMemory('adapter', caches, new Map())).recall('mode')).toBeUndefined();
    }
  });

  it('is for a device in place of a lost one what it was for that, whatever another tab found meanwhile', async () => {
    const { caches, kept } = fakeCaches();
    const [ours, theirs]: [PageAnswers, PageAnswers] = [new Map(), new Map()];
    const first = await openTileMemory('adapter', caches, ours);
    const other = await openTileMemory('adapter', caches, theirs);
    first.keep('mode', 'regions');
    other.keep('mode', 'registers');
    await kept();
    expect((await openTileMemory('adapter', caches, ours)).recall('mode')).toBe('regions');
  });
});
