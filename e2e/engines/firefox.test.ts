import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../scripts/browser.mjs';
import { launchFirefox } from '../../scripts/browsers/firefox.mjs';
import type { Firefox, FirefoxElement, FirefoxPage } from '../../scripts/browsers/firefoxPage.ts';
import { serveBuild, serveModule } from '../../scripts/servedPages.mjs';
import type { GoldenOutcome } from './goldenCase.ts';
import { faultsOf, isDrawn, looks, measureLayout, pictures } from './looks.ts';

/** The software adapter compiles and trains on a busy machine. */
const limitMs = 600_000;
const tileFamilies = ['registers', 'regions'];
/** Two compilers may add and multiply in other orders: largest difference, as a fraction of the largest feature. */
const relativeTolerance = 2e-5;
const steps = 20;

let browser: Firefox;
let built: Awaited<ReturnType<typeof serveBuild>>;
let page: FirefoxPage;
const faults: string[] = [];

beforeAll(async () => {
  built = await serveBuild();
  browser = await launchFirefox();
  page = await browser.newPage();
  page.setDefaultTimeout(limitMs);
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.setViewport({ width: 1440, height: 900 });
  mkdirSync(pictures, { recursive: true });
}, limitMs);

afterAll(async () => {
  await browser?.close();
  await built?.close();
});

afterEach(() => {
  const left = faults.splice(0);
  if (left.length) throw new Error(`The page left faults: ${left.join('\n')}`);
});

/** Runs in the page: whether it can train. `playground.info()` would first wait until all has been compiled and measured. */
const isReady = () => [...document.querySelectorAll('button')].some((each) => each.innerText.trim() === 'Train' && !each.disabled);

/** Opens the built page, or reloads it where no query is given, and waits until it can train. */
async function open(query?: string): Promise<void> {
  if (query === undefined) await page.reload();
  else await page.goto(built.url + query);
  await page.waitForFunction(isReady);
}

/** Coordinates of all points and centers of both runs after the default experiment's first steps in batches of 16. */
async function trainSome(count: number): Promise<number[]> {
  await window.playground.configure({ batchSize: 16 });
  await window.playground.step(count);
  const { runs } = await window.playground.features();
  return runs.flatMap(({ points, centers }) => [points, centers].flatMap((pairs) => Array.from(pairs).flat()));
}

async function trainedInChromium(): Promise<number[]> {
  const chrome = await chromium.launch(launchOptions());
  try {
    const tab = await chrome.newPage({ viewport: { width: 1440, height: 900 } });
    tab.setDefaultTimeout(limitMs);
    await tab.goto(`${built.url}?tiles=registers`);
    await tab.waitForFunction(isReady);
    return await tab.evaluate(trainSome, steps);
  } finally {
    await chrome.close();
  }
}

/** A button by what it says, once it can be seen. Firefox answers questions after names of its accessibility tree late, or not, while it trains. */
async function button(name: string): Promise<FirefoxElement> {
  const found = await page.waitForFunction((wanted) => [...document.querySelectorAll('button')].find((each) => each.innerText.trim() === wanted && each.checkVisibility()), {}, name);
  return found as FirefoxElement;
}

/** Presses a button as a person would. */
const press = async (name: string) => (await button(name)).click();

describe('Firefox', { timeout: limitMs }, () => {
  it.each(tileFamilies)('reproduces PyTorch’s golden numbers with tiles in %s', async (tiles) => {
    const served = await serveModule('e2e/engines/goldenCase.ts');
    try {
      await page.goto(served.url);
      await page.waitForFunction(() => 'tested' in window);
      const outcome: GoldenOutcome = await page.evaluate((wanted) => window.tested.checkGolden(wanted), tiles);
      expect(outcome).toMatchObject({ tiles, failed: [] });
      expect(outcome.count).toBeGreaterThan(10);
    } finally {
      await served.close();
    }
  });

  it(`has Chromium's features after ${steps} steps, within ${relativeTolerance} of the largest, with tiles of both families`, async () => {
    const expected = await trainedInChromium();
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(1);
    for (const tiles of tileFamilies) {
      await open(`?tiles=${tiles}`);
      expect(await page.evaluate(() => window.playground.info())).toMatchObject({ backend: 'webgpu', tiles });
      const features = await page.evaluate(trainSome, steps);
      expect(features).toHaveLength(expected.length);
      const worst = features.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
      expect(worst / largest, tiles).toBeLessThan(relativeTolerance);
    }
  });

  it('trains, takes a weight on the way, pauses, and trains on after a reload', async () => {
    await open('');
    await page.evaluate(() => window.playground.configure({ batchSize: 16 }));
    await press('Train');
    await page.waitForFunction(() => window.playground.features().then(({ step }) => step >= 3));
    await page.evaluate(() => window.playground.setCenterWeight(2));
    await page.waitForFunction(() => [...document.querySelectorAll('math')].some((formula) => formula.textContent?.includes('2')));
    await press('Pause');
    await button('Train');
    const { runs } = await page.evaluate(() => window.playground.metrics());
    expect(runs[0]!.step).toBeGreaterThanOrEqual(3);
    for (const { xent, testAccuracy } of runs) expect([Number.isFinite(xent), testAccuracy > 0]).toEqual([true, true]);
    const reached = runs[0]!.step + 2;
    await page.evaluate(() => window.playground.step(2));
    expect((await page.evaluate(() => window.playground.features())).step).toBe(reached);
    // What was trained is there again.
    await open();
    expect((await page.evaluate(() => window.playground.features())).step).toBe(reached);
    await page.evaluate(() => window.playground.step(1));
    expect((await page.evaluate(() => window.playground.features())).step).toBe(reached + 1);
  });

  it.each(looks)('draws the page on a $name: nothing sticks out, the formula shows its weight on one line', async ({ name, width, height }) => {
    await page.setViewport({ width, height });
    await open('');
    // The training before is there again, with its weight.
    await page.evaluate(() => window.playground.setCenterWeight(0.1));
    await page.waitForFunction(isDrawn);
    await page.screenshot({ path: `${pictures}/firefox-${name}.png` });
    expect(faultsOf(await page.evaluate(measureLayout, '0.1'), width)).toEqual([]);
  });
});
