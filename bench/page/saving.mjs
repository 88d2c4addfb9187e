import { openPage } from '../../scripts/openPage.mjs';
import { buildPage } from './buildPage.mjs';
import { trainAWhile } from './page.mjs';
import { spreadOf } from '../tables.mjs';

/** How long a round trains, in milliseconds. */
const trainingMs = 20_000;
/** Wall time between two copies in a round that saves: ten times as often as the page does, so that their cost stands out of the noise. */
const saveEveryMs = 500;
/** How often the page itself keeps a training, in milliseconds. */
export const pageSavesEveryMs = 5000;

/**
 * What keeping a training costs it on the built page: steps are timed as they are and, in alternation, while the training is copied
 * from the device and put into a database every half second, with curves and all, as the page keeps it every five.
 *
 * @param {{ rounds: number, tiles: string }} options
 * @returns milliseconds per step either way, and milliseconds of training that one copy costs
 */
export async function measureSaving({ rounds, tiles }) {
  await buildPage();
  const { page, close } = await openPage({ query: `?tiles=${tiles}` });
  try {
    // The fastest programs come into use before anything is measured, and the page keeps a training.
    const stepMs = await page.evaluate(trainAWhile, trainingMs);
    const steps = Math.max(1, Math.round(trainingMs / stepMs));
    const plain = /** @type {number[]} */ ([]);
    const saving = /** @type {number[]} */ ([]);
    const costs = /** @type {number[]} */ ([]);
    for (let round = 0; round < rounds; round++) {
      const both = { plain: NaN, saving: NaN, saves: 0 };
      for (const every of round % 2 === 0 ? [0, saveEveryMs] : [saveEveryMs, 0]) {
        const { ms, saves } = await page.evaluate(stepAndSave, { steps, every });
        if (every === 0) both.plain = ms;
        else Object.assign(both, { saving: ms, saves });
      }
      plain.push(both.plain / steps);
      saving.push(both.saving / steps);
      costs.push((both.saving - both.plain) / both.saves);
    }
    return { plain: spreadOf(plain), saving: spreadOf(saving), cost: spreadOf(costs) };
  } finally {
    await close();
  }
}

/**
 * Times so many steps; where `every` is not 0 the training is copied and stored at once and each so many milliseconds meanwhile.
 *
 * @param {{ steps: number, every: number }} options
 */
async function stepAndSave({ steps, every }) {
  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
  const { playground } = window;
  const pages = await done(indexedDB.open('center-loss-playground'));
  const kept = await done(pages.transaction('trainings').objectStore('trainings').get('last'));
  pages.close();
  if (!kept) throw new Error('The page kept nothing, so there is nothing to copy.');
  const opening = indexedDB.open('bench');
  opening.onupgradeneeded = () => opening.result.createObjectStore('copies');
  const own = await done(opening);
  const start = performance.now();
  let training = true;
  const trained = playground.step(steps).finally(() => (training = false));
  let saves = 0;
  for (let next = start; every > 0 && training; next += every) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    const { bytes, experiment, step } = await playground.checkpoint();
    await done(own.transaction('copies', 'readwrite').objectStore('copies').put({ ...kept, bytes, experiment, step }, 'last'));
    saves++;
  }
  await trained;
  const ms = performance.now() - start;
  own.close();
  return { ms, saves };
}
