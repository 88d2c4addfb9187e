import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveBuild } from '../../scripts/servedPages.mjs';
import { launchWebKit } from '../../scripts/browsers/webkit.mjs';
import { faultsOf, isDrawn, looks, measureLayout, pictures } from './looks.ts';

/** The CPU of a busy machine trains slowly. */
const limitMs = 600_000;

let built: Awaited<ReturnType<typeof serveBuild>>;
let page: Awaited<ReturnType<typeof launchWebKit>>;

beforeAll(async () => {
  built = await serveBuild();
  page = await launchWebKit();
  mkdirSync(pictures, { recursive: true });
  await page.setViewport(1440, 900);
  await page.goto(built.url);
  // Asked for while the page opens: another set-up would first wait until thousands of test images have been measured.
  await page.waitFor(() => 'playground' in window);
  await page.evaluate(() => window.playground.configure({ batchSize: 8 }));
}, limitMs);

afterAll(async () => {
  await page?.close();
  await built?.close();
});

describe('WebKit, where it has no WebGPU', { timeout: limitMs }, () => {
  it('trains on what it has, and says so and what would be faster', async () => {
    const { backend } = await page.evaluate(() => window.playground.info());
    expect(['webgl', 'cpu']).toContain(backend);
    const words = backend === 'cpu' ? 'Training runs on the CPU' : 'Training runs on WebGL';
    expect(await page.evaluate(() => document.body.innerText)).toContain(words);
    expect(await page.evaluate(() => document.body.innerText)).toContain('For WebGPU use a current');
    await page.click("//button[normalize-space()='Step']");
    await page.waitFor(() => window.playground.features().then(({ step }) => step === 1));
    const { runs } = await page.evaluate(() => window.playground.features().then(({ runs: trained }) => ({ runs: trained.map(({ points }) => Array.from(points).flat()) })));
    for (const points of runs) expect(points.every(Number.isFinite) && points.some((value) => value !== 0)).toBe(true);
  });

  it.each(looks)('draws the page on a $name: nothing sticks out, the formula shows its weight on one line', async ({ name, width, height }) => {
    await page.setViewport(width, height);
    await page.waitFor(isDrawn);
    writeFileSync(`${pictures}/webkit-${name}.png`, await page.screenshot());
    expect(faultsOf(await page.evaluate(measureLayout, '0.1'), width)).toEqual([]);
  });
});
