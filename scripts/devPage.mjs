import { chromium } from 'playwright';
import { createServer } from 'vite';
import { ensureBrowser, launchOptions } from './browser.mjs';

/** Everything here takes minutes on a software adapter. */
const limitMs = 1_800_000;

/**
 * A blank page of Vite's development server in headless Chromium, from which `import('/src/….ts')` loads the project's own
 * modules. The caller calls `close`.
 */
export async function openDevPage() {
  ensureBrowser();
  const server = await createServer({ server: { host: '127.0.0.1', port: 4195 }, logLevel: 'error' });
  await server.listen();
  const browser = await chromium.launch(launchOptions());
  const close = async () => {
    await browser.close();
    await server.close();
  };
  const open = async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(limitMs);
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}bench/blank.html`);
    return page;
  };
  return { open, close, version: browser.version() };
}
