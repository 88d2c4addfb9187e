import { briefMemory } from '../kernels/tileChoice.ts';
import type { TileMemory } from '../kernels/tileChoice.ts';

/** Name of the Cache Storage that keeps what tile trials found. A new version forgets the old answers. */
const cacheName = 'center-loss-playground-tiles-v1';

/** One entry per adapter and browser, under a host name that cannot exist. */
const addressOf = (adapter: string, browser: string) => `https://tiles.invalid/${encodeURIComponent(adapter)}/${encodeURIComponent(browser)}`;

async function openCache(caches: CacheStorage | undefined): Promise<Cache | undefined> {
  try {
    return await caches?.open(cacheName);
  } catch {
    return undefined; // Private windows of some browsers refuse: the trial is then run at every visit.
  }
}

function answersIn(text: string): Map<string, string> {
  const stored: unknown = JSON.parse(text);
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/**
 * What tile trials found on this adapter in this browser, kept in Cache Storage between visits; without one (Node, private
 * windows) it lasts as long as the page.
 *
 * @param caches instead of the browser's own, for tests.
 */
export async function openTileMemory(adapter: string, caches: CacheStorage | undefined = globalThis.caches): Promise<TileMemory> {
  const cache = await openCache(caches);
  const address = addressOf(adapter, globalThis.navigator?.userAgent ?? 'Node');
  const stored = await cache?.match(address);
  const answers = stored ? answersIn(await stored.text()) : new Map<string, string>();
  const { recall, keep } = briefMemory(answers);
  return {
    recall,
    keep(question, answer) {
      keep(question, answer);
      // A full or refused storage costs no more than another trial at the next visit.
      void cache?.put(address, new Response(JSON.stringify(Object.fromEntries(answers)))).catch(() => undefined);
    },
  };
}
