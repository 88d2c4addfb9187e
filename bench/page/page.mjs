import { buildPage } from './buildPage.mjs';
import { openPage } from '../../scripts/openPage.mjs';
import { openBrowserPages } from '../contenders/browserPages.mjs';
import { spreadOf } from '../tables.mjs';

/** How long a round trains, in milliseconds. */
const trainingMs = 12_000;

/** The page's batch and runs. */
const workload = { batch: 128, runs: 2, capture: true, model: 'small-cnn' };

/**
 * The built page: how it starts, and what its animation costs. Training speed with both panels animating is compared with the
 * same trainer's on an otherwise empty page, in alternation.
 *
 * @param {{ rounds: number, tiles: string }} options
 */
export async function measurePage({ rounds, tiles }) {
  await buildPage();
  const { page, close } = await openPage({ query: `?tiles=${tiles}` });
  const bare = await openBrowserPages();
  try {
    const start = await page.evaluate(() => {
      const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN;
      const interactive = performance.getEntriesByName('playground:interactive')[0]?.startTime ?? NaN;
      return { paintMs: paint, interactiveMs: interactive, readyMs: performance.getEntriesByName('ready')[0]?.startTime ?? NaN };
    });
    const blank = await bare.open();
    await blank.make('/bench/contenders/ours.ts', 'ours', { ...workload, tiles });
    await page.evaluate(() => {
      Object.assign(globalThis, { longTasks: [] });
      new PerformanceObserver((list) => /** @type {{ longTasks: number[] }} */ (/** @type {unknown} */ (globalThis)).longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    });
    const still = /** @type {number[]} */ ([]);
    const animated = /** @type {number[]} */ ([]);
    for (let round = 0; round < rounds; round++) {
      const steps = Math.max(1, Math.round(trainingMs / (still.at(-1) ?? 200)));
      still.push((await blank.round(Math.min(steps, 500))).wallMs);
      animated.push(await page.evaluate(trainAWhile, trainingMs));
    }
    const tasks = await page.evaluate(() => /** @type {{ longTasks: number[] }} */ (/** @type {unknown} */ (globalThis)).longTasks);
    const seconds = animated.length * (trainingMs / 1000);
    return { start, still: spreadOf(still), animated: spreadOf(animated), longTasks: { count: tasks.length, seconds, longestMs: Math.max(0, ...tasks) } };
  } finally {
    await bare.close();
    await close();
  }
}

/** Trains for so many milliseconds; resolves with the milliseconds per step. @param {number} ms */
export async function trainAWhile(ms) {
  const { playground } = window;
  const from = (await playground.features()).step;
  const start = performance.now();
  await playground.start();
  await new Promise((resolve) => setTimeout(resolve, ms));
  await playground.pause();
  const elapsed = performance.now() - start;
  const { step } = await playground.features();
  return elapsed / (step - from);
}
