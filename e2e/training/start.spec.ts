import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, ready, smallAddress, test } from '../support/fixtures.ts';
import { pressVisible } from '../support/pressVisible.ts';

/** Runs a script in the page and, before anything else, in its worker. */
async function before(page: Page, script: string): Promise<void> {
  await page.addInitScript(script);
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};\n${await response.text()}` });
  });
}

/** Waits for the first set-up; what the page's head says then. `playground.info()` would first wait until all has been measured. */
async function setUp(page: Page): Promise<{ backend: string; adapter: string; dataset: string }> {
  const shown = await ready(page);
  return { ...shown, dataset: (await page.getByRole('button', { name: /^Data: / }).textContent())! };
}

/** Takes away what is younger than the oldest browsers, and what a browser may deny. */
const takenAway = `
  for (const [holder, names] of [[AbortSignal, ['any']], [Promise, ['withResolvers', 'try']], [Object, ['groupBy']], [Map, ['groupBy']], [Array, ['fromAsync']], [Intl, ['Segmenter']],
    [String.prototype, ['isWellFormed']], [Set.prototype, ['union', 'intersection', 'difference']], [Array.prototype, ['toSorted', 'toReversed', 'with']], [globalThis, ['DecompressionStream', 'Iterator', 'scheduler']]])
    for (const name of names) delete holder[name];
  const denied = () => { throw new DOMException('Storage is denied.', 'SecurityError') };
  for (const name of ['caches', 'indexedDB', 'localStorage']) Object.defineProperty(globalThis, name, { get: denied, configurable: true });
  Object.defineProperty(globalThis, 'crypto', { value: { getRandomValues: crypto.getRandomValues.bind(crypto) } });
  if (navigator.locks) LockManager.prototype.request = () => Promise.reject(new DOMException('Locks are denied.', 'SecurityError'));
  if (globalThis.GPUAdapter) {
    const { get } = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'info');
    delete GPUAdapter.prototype.info;
    GPUAdapter.prototype.requestAdapterInfo = async function () { return get.call(this) };
    const { requestAdapter } = GPU.prototype;
    let asked = 0;
    GPU.prototype.requestAdapter = function (...options) { return asked++ === 0 ? Promise.resolve(null) : requestAdapter.apply(this, options) };
  }
`;

test('trains in a browser without what is younger than the oldest ones, with storage denied and an adapter at the second asking', async ({ page }) => {
  await before(page, takenAway);
  await page.goto('./');
  expect(await setUp(page)).toMatchObject({ backend: expect.stringContaining('WebGPU'), dataset: expect.stringContaining('MNIST-10k'), adapter: expect.stringMatching(/.+/) });
  await page.evaluate(() => window.playground.step(2));
  expect((await page.evaluate(() => window.playground.metrics())).runs.map(({ step }) => step)).toEqual([2, 2]);
});

test('trains over plain http, where browsers keep WebGPU, WebCrypto and Cache Storage from the page', async ({ page, baseURL }) => {
  await page.route('http://plain.test/**', async (route) => {
    const url = route.request().url().replace(/^http:\/\/plain\.test\/playground\//, baseURL!);
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto(`http://plain.test/playground/${smallAddress}`);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  expect(await setUp(page)).toMatchObject({ backend: expect.stringMatching(/WebGL|CPU/), dataset: expect.stringContaining('MNIST-10k') });
  await expect(page.getByText(/This browser has no WebGPU\. Training runs on/)).toBeVisible();
  // From here on what the page still asks for would go to a host that is not there: its plots are loaded first.
  await expect(page.locator('.gl-canvas').first()).toBeAttached();
  await page.waitForLoadState('networkidle');
  // What is still on its way when the page closes is nobody's fault.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('goes on with the next backend where the driver refuses a program, and says so', async ({ page, faults }) => {
  await before(
    page,
    `if (globalThis.GPUDevice) {
      const create = GPUDevice.prototype.createShaderModule;
      GPUDevice.prototype.createShaderModule = function (wanted) { return create.call(this, wanted.code.length > 3000 ? { ...wanted, code: 'broken(' } : wanted) };
    }`,
  );
  await page.goto('./');
  expect((await setUp(page)).backend).toContain('WebGL');
  await expect(page.getByText(/WebGPU failed: .*Training runs on WebGL, many times slower\. For WebGPU update the browser and the graphics driver\./s)).toBeVisible();
  faults.length = 0; // the browser's console repeats what the driver said
});

test('a backend that does not exist is refused by name', async ({ page }) => {
  await page.goto('./?backend=nonsense');
  await expect(page.getByRole('alert')).toContainText('There is no backend "nonsense".');
  await expect(page.getByRole('alert')).toContainText('auto, webgpu, webgl, cpu');
});

test('says what to do where its data are missing, and works once they are there', async ({ page, faults }) => {
  await page.route(/mnist-10k/, (route) => route.fulfill({ status: 404, body: 'not found' }));
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('MNIST-10k is not here');
  // The window of data stays with its error, and closes once a training begins.
  await pressVisible(page.getByRole('button', { name: 'Dismiss' }));
  await expect(page.getByRole('alert')).toHaveCount(0);
  await pressVisible(page.getByRole('banner').getByRole('button', { name: /^Data/ }));
  const dialog = page.getByRole('dialog', { name: 'Data' });
  const use = dialog.getByRole('article', { name: 'MNIST-10k' }).getByRole('button', { name: 'Use it and restart' });
  await pressVisible(use);
  await expect(dialog.getByRole('alert')).toContainText('MNIST-10k is not here');
  await expect(use).toBeEnabled();
  await page.unroute(/mnist-10k/);
  await pressVisible(use);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeFocused();
  await page.evaluate(() => window.playground.step(1));
  faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes('404')));
});

test('says in words why nothing can train: no worker, no script from the disk', async ({ page, faults }) => {
  await page.addInitScript("window.Worker = class { constructor() { throw new DOMException('Workers are forbidden here.', 'SecurityError') } }");
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('Workers are forbidden here.');
  await page.goto(pathToFileURL('dist/index.html').href);
  await expect(page.getByText(/Opened from the disk/)).toBeVisible();
  await expect(page.getByText(/npm start/)).toBeVisible();
  faults.length = 0; // the browser's console names the files it kept from the page
});
