import type { Page } from '@playwright/test';
import { launchOptions } from '../../scripts/browser.mjs';
import { expect, fastestPrograms, ready, smallAddress, test } from '../support/fixtures.ts';

/** Runs before the worker's script: it keeps the devices that the worker opens, so that a test can destroy one. */
const keepDevices = `{ const open = GPUAdapter.prototype.requestDevice; self.openedDevices = []; GPUAdapter.prototype.requestDevice = function (...wish) { return open.apply(this, wish).then((device) => { self.openedDevices.push(device); return device; }); }; }`;

/** The same for contexts of WebGL. */
const keepContexts = `{ const get = OffscreenCanvas.prototype.getContext; self.openedContexts = []; OffscreenCanvas.prototype.getContext = function (...wish) { const context = get.apply(this, wish); self.openedContexts.push(context); return context; }; }`;

async function withPrelude(page: Page, prelude: string): Promise<void> {
  await page.route('**/worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${prelude}\n${await response.text()}` });
  });
}

/** In a browser of its own, whose GPU process may die: other pages have theirs. */
const aloneTest = test.extend({
  page: async ({ playwright, baseURL, viewport }, use) => {
    const browser = await playwright.chromium.launch(launchOptions());
    await use(await browser.newPage({ baseURL: baseURL!, viewport }));
    await browser.close();
  },
});

/** Trains to step 24 in one go, and the centers there: what a training that was interrupted must come to. */
async function undisturbed(page: Page): Promise<unknown> {
  await page.evaluate(() => window.playground.configure({ batchSize: 32 }));
  await page.evaluate(() => window.playground.step(24));
  return page.evaluate(() => window.playground.features().then(({ runs }) => runs.map(({ centers, points }) => [centers, points.slice(0, 50)])));
}

aloneTest('a lost GPU is opened again by itself, also when its process is killed, and training comes to the same numbers to the bit', async ({ page, faults }) => {
  await withPrelude(page, keepDevices);
  await page.goto('./');
  await ready(page);
  await fastestPrograms(page);
  const expected = await undisturbed(page);
  await page.evaluate(() => window.playground.reset());
  const reached = page.evaluate(() => window.playground.step(24).then(() => 'reached', (error: Error) => error.message));
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.workers()[0]!.evaluate(() => (self as unknown as { openedDevices: GPUDevice[] }).openedDevices.at(-1)!.destroy());
  expect(await reached).toBe('reached');
  const centers = () => page.evaluate(() => window.playground.features().then(({ runs }) => runs.map((run) => [run.centers, run.points.slice(0, 50)])));
  expect(await centers()).toEqual(expected);
  // A set-up that a person asks for makes an earlier loss forgotten.
  await page.evaluate(() => window.playground.reset());
  const again = page.evaluate(() => window.playground.step(24).then(() => 'reached', (error: Error) => error.message));
  const session = await page.context().browser()!.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess');
  expect(await again).toBe('reached');
  expect(await centers()).toEqual(expected);
  expect(faults.filter((fault) => !/lost/i.test(fault))).toEqual([]);
  faults.length = 0;
});

test('a lost context of WebGL is opened again by itself, and training comes to the same numbers to the bit', async ({ page, faults }) => {
  await withPrelude(page, keepContexts);
  await page.goto(`./?backend=webgl${smallAddress.slice(2)}`);
  await ready(page);
  const expected = await undisturbed(page);
  await page.evaluate(() => window.playground.reset());
  const reached = page.evaluate(() => window.playground.step(24).then(() => 'reached', (error: Error) => error.message));
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  type WithContexts = { readonly openedContexts: WebGL2RenderingContext[] };
  await page.workers()[0]!.evaluate(() => (self as unknown as WithContexts).openedContexts.at(-1)!.getExtension('WEBGL_lose_context')!.loseContext());
  expect(await reached).toBe('reached');
  expect(await page.evaluate(() => window.playground.features().then(({ runs }) => runs.map(({ centers, points }) => [centers, points.slice(0, 50)])))).toEqual(expected);
  expect(await page.evaluate(() => window.playground.info())).toMatchObject({ backend: 'webgl' });
  expect(await page.workers()[0]!.evaluate(() => (self as unknown as WithContexts).openedContexts.at(-1)!.isContextLost())).toBe(false);
  expect(faults).toEqual([]);
});

test.describe('with a small network', () => {
  test.use({ small: true });

  test('a training is there again after a reload, at its step, and can be started over', async ({ page, opened }) => {
    expect(opened).not.toBe('');
    await page.evaluate(() => window.playground.configure({ batchSize: 32 }));
    await page.evaluate(() => window.playground.step(12));
    await expect(page.getByText('Saved at step 12')).toBeVisible();
    const before = await page.evaluate(() => window.playground.features());
    // The page goes before another copy can be made.
    await page.evaluate(() => window.playground.setCenterWeight(0.7).then(() => location.reload()));
    await expect(page.getByText('Back at step 12')).toBeVisible();
    await expect(page.getByRole('math').first()).toContainText('0.7');
    const after = await page.evaluate(() => window.playground.features());
    expect(after.step).toBe(12);
    expect(after.runs).toEqual(before.runs);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect.poll(async () => (await page.evaluate(() => window.playground.features())).step).toBe(0);
  });

  test('trainings that branched off one another are there again after a reload, and are gone on with', async ({ page, opened }) => {
    expect(opened).not.toBe('');
    const step = () => page.evaluate(async () => (await window.playground.metrics()).runs[0]!.step);
    const numbers = () => page.evaluate(async () => (await window.playground.features()).runs.map(({ points }) => points));
    await page.evaluate(() => window.playground.configure({ batchSize: 32 }));
    await page.evaluate(() => window.playground.step(12));
    const original = await numbers();
    await page.evaluate(() => window.playground.fork(6, { run: 1, centerWeight: 2, name: 'pulled hard' }));
    await page.evaluate(() => window.playground.step(3));
    await expect(page.getByText('Saved at step 9')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Back at step 9')).toBeVisible();
    const lines = page.getByRole('list', { name: 'Trainings' });
    await expect(lines.getByRole('button', { pressed: true })).toHaveText(/pulled hard/);
    await lines.getByRole('button', { name: /^Original/ }).click();
    await expect.poll(step).toBe(12);
    expect(await numbers()).toEqual(original);
    await page.evaluate(() => window.playground.step(1));
    await lines.getByRole('button', { name: /^pulled hard/ }).click();
    await expect.poll(step).toBe(9);
    await expect(page.getByRole('article', { name: 'pulled hard' })).toBeVisible();
  });

  test('a second tab says that the first one keeps its training, and trains without keeping until it takes over', async ({ page, context, opened }) => {
    expect(opened).not.toBe('');
    const second = await context.newPage();
    await second.goto(smallAddress);
    await ready(second);
    await expect(second.getByText(/Another tab keeps its training here/)).toBeVisible();
    await second.evaluate(() => window.playground.configure({ batchSize: 16 }));
    await second.evaluate(() => window.playground.step(2));
    await second.getByRole('button', { name: /take over/i }).click();
    await second.evaluate(() => window.playground.step(2));
    await expect(second.getByText('Saved at step 4')).toBeVisible();
    await expect(page.getByText(/Another tab keeps its training here/)).toBeVisible();
  });
});
