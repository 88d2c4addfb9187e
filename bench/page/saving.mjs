import { openPage } from '../../scripts/openPage.mjs';
import { buildPage } from './buildPage.mjs';
import { trainAWhile } from './page.mjs';
import { spreadOf } from '../tables.mjs';

/** How long a round trains, in milliseconds: the page keeps a training every 5 s, and once more at the pause. */
const trainingMs = 30_000;

/**
 * What keeping a training costs it: milliseconds per step on the built page as it is, and on the same page in a browser profile
 * without a database, where nothing can be kept, in alternation.
 *
 * @param {{ rounds: number, tiles: string }} options
 */
export async function measureSaving({ rounds, tiles }) {
  await buildPage();
  const { page: keeping, browser, close } = await openPage({ query: `?tiles=${tiles}` });
  try {
    const context = await browser.newContext({ viewport: keeping.viewportSize(), colorScheme: 'light' });
    await context.addInitScript(() => void Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
    const losing = await context.newPage();
    await losing.goto(keeping.url());
    await losing.waitForFunction(() => 'playground' in window && window.playground.info().then(() => true, () => false), null, { timeout: 0 });
    const pages = [keeping, losing];
    // The fastest programs come into use before anything is measured.
    for (const page of pages) await page.evaluate(trainAWhile, trainingMs);
    const times = pages.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < rounds; round++) {
      for (const k of round % 2 === 0 ? [0, 1] : [1, 0]) times[k]?.push(await /** @type {typeof keeping} */ (pages[k]).evaluate(trainAWhile, trainingMs));
    }
    const saves = await keeping.evaluate(lastKept);
    if (!saves) throw new Error('The page kept nothing, so nothing was measured.');
    const [kept, lost] = times.map(spreadOf);
    return { kept: /** @type {import('../tables.mjs').Spread} */ (kept), lost: /** @type {import('../tables.mjs').Spread} */ (lost) };
  } finally {
    await close();
  }
}

/** Whether the page's database has a training. */
async function lastKept() {
  const request = indexedDB.open('center-loss-playground');
  const database = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const count = database.transaction('trainings').objectStore('trainings').count();
  await new Promise((resolve) => (count.onsuccess = resolve));
  database.close();
  return count.result > 0;
}
