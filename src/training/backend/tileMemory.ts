import { openShelf } from '../../data/sources/shelf.ts';
import { briefMemory } from '../../kernels/device/tileMode.ts';
import type { TileMemory } from '../../kernels/device/tileMode.ts';

/** Name of the Cache Storage that keeps what tile trials found. A new version forgets the old answers. */
const cacheName = 'center-loss-playground-tiles-v1';

/** One entry per adapter and browser, under a host name that cannot exist. */
const addressOf = (adapter: string, browser: string) => `https://tiles.invalid/${encodeURIComponent(adapter)}/${encodeURIComponent(browser)}`;

/** The answers in a stored text; none of a text that is damaged. */
function answersIn(text: string): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(text);
    const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map(); // It costs another trial.
  }
}

/** Answers by address. */
export type PageAnswers = Map<string, Map<string, string>>;

const thisPage: PageAnswers = new Map();

/**
 * What tile trials found on this adapter in this browser, kept in Cache Storage between visits; without one (Node, private
 * windows, sandboxed frames) it lasts as long as the page. A device that is opened in place of a lost one gets the answers of
 * the first one: training would come to other last bits with other tiles.
 *
 * @param caches instead of the browser's own, for tests.
 * @param page what this page has found so far, for tests.
 */
export async function openTileMemory(adapter: string, caches?: CacheStorage, page = thisPage): Promise<TileMemory> {
  const shelf = await openShelf(cacheName, caches);
  const address = addressOf(adapter, globalThis.navigator?.userAgent ?? 'Node');
  const stored = await shelf.find(address);
  // What another tab found meanwhile does not count where this page has trained.
  const answers = new Map([...answersIn((await stored?.text()) ?? '{}'), ...(page.get(address) ?? [])]);
  page.set(address, answers);
  const { recall, keep } = briefMemory(answers);
  return {
    recall,
    keep(question, answer) {
      keep(question, answer);
      // A full or refused storage costs no more than another trial at the next visit.
      void shelf.put(address, new Response(JSON.stringify(Object.fromEntries(answers))));
    },
  };
}
