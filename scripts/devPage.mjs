import { chromium } from 'playwright';
import { createServer } from 'vite';
import { askForAdapter, ensureBrowser, launchOptions } from './browser.mjs';

/** Everything here takes minutes on a software adapter. */
const limitMs = 1_800_000;

/**
 * What the scripts load into the page. Vite looks for packages there before it starts: one that it came upon later would make it
 * reload the page, in the middle of what runs there. jax-js is served as it is, whether it is installed by then or not.
 */
const optimizeDeps = { entries: ['bench/contenders/*.ts', 'src/training/golden/verify.ts', 'scripts/verify/backbonePage.ts'], exclude: ['@jax-js/jax'] };

/**
 * A blank page of Vite's development server in headless Chromium, from which `import('/src/….ts')` loads the project's own
 * modules. The caller calls `close`.
 */
export async function openDevPage() {
  ensureBrowser();
  const server = await createServer({ server: { host: '127.0.0.1', port: 4195 }, cacheDir: 'node_modules/.vite/dev-page', optimizeDeps, logLevel: 'error' });
  await server.listen();
  const browser = await chromium.launch(launchOptions());
  const close = async () => {
    await browser.close();
    await server.close();
  };
  const open = async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(limitMs);
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}bench/contenders/blank.html`);
    // Peers of the page's trainer ask for an adapter once.
    await page.evaluate(askForAdapter);
    return page;
  };
  return { open, close, version: browser.version() };
}
