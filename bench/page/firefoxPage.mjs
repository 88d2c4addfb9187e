import { buildPage } from './buildPage.mjs';
import { findFirefox, hasFirefoxDriver, launchFirefox } from '../../scripts/browsers/firefox.mjs';
import { openPage } from '../../scripts/openPage.mjs';
import { serveBuild } from '../../scripts/servedPages.mjs';
import { spreadOf } from '../tables.mjs';

/** A round of steps lasts about this long, in milliseconds. */
const roundMs = 4000;
const batches = [2, 64];

/** One browser with the built page. @typedef {{ prepare: (batch: number) => Promise<string>, round: (steps: number) => Promise<number>, close: () => Promise<void> }} Contestant */

/** Sets up one run with center loss and waits for its fastest programs; resolves with the tiles. @param {number} batch */
async function prepare(batch) {
  const { playground } = window;
  await playground.configure({ batchSize: batch, runs: [{ name: 'center', centerWeight: 0.1 }] });
  do await playground.step(4);
  while ((await playground.info()).programs === 'quick');
  return (await playground.info()).tiles ?? 'none';
}

/** Takes steps; resolves with the milliseconds of each. @param {number} steps */
async function round(steps) {
  const start = performance.now();
  await window.playground.step(steps);
  return (performance.now() - start) / steps;
}

/** @returns {Promise<Contestant & { version: string }>} */
async function openChromium() {
  const { page, browser, close } = await openPage();
  return { version: `Chromium ${browser.version()}`, prepare: (batch) => page.evaluate(prepare, batch), round: (steps) => page.evaluate(round, steps), close };
}

/** @returns {Promise<Contestant & { version: string }>} */
async function openFirefox() {
  const built = await serveBuild();
  const browser = await launchFirefox();
  const close = async () => {
    await browser.close();
    await built.close();
  };
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  await page.setViewport({ width: 1440, height: 900 });
  await page.goto(built.url);
  await page.waitForFunction(() => 'playground' in window && window.playground.info().then(() => true, () => false));
  const version = (await browser.version()).replace('firefox/', 'Firefox ');
  return { version, prepare: (batch) => page.evaluate(prepare, batch), round: (steps) => page.evaluate(round, steps), close };
}

/**
 * What a step of the built page takes in Firefox and in Chromium, each on its own software adapter, rounds in alternation.
 *
 * @param {{ rounds: number }} options
 * @returns null where no Firefox, or no driver for it, is installed
 */
export async function compareFirefox({ rounds }) {
  if (!findFirefox() || !hasFirefoxDriver()) return null;
  await buildPage();
  const opened = /** @type {(Contestant & { version: string })[]} */ ([]);
  try {
    for (const open of [openChromium, openFirefox]) opened.push(await open());
    const rows = [];
    for (const batch of batches) {
      const entries = [];
      for (const contestant of opened) {
        const tiles = await contestant.prepare(batch);
        const steps = Math.max(8, Math.round(roundMs / (await contestant.round(8))));
        entries.push({ contestant, tiles, steps, measured: /** @type {number[]} */ ([]) });
      }
      for (let turn = 0; turn < rounds; turn++) {
        for (const { contestant, steps, measured } of turn % 2 === 0 ? entries : entries.toReversed()) measured.push(await contestant.round(steps));
      }
      const [chromium, firefox] = /** @type {[typeof entries[number], typeof entries[number]]} */ (/** @type {unknown} */ (entries));
      rows.push({ batch, tiles: firefox.tiles, chromium: spreadOf(chromium.measured), firefox: spreadOf(firefox.measured) });
    }
    return { chromium: opened[0]?.version, firefox: opened[1]?.version, rows };
  } finally {
    for (const { close } of opened) await close();
  }
}
