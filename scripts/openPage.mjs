import { chromium } from 'playwright';
import { preview } from 'vite';
import { ensureBrowser, launchOptions } from './browser.mjs';

/** The software adapter compiles its programs slowly on a busy machine. */
const startLimitMs = 300_000;

/**
 * Serves dist on loopback and opens it in headless Chromium, ready at step 0 and at rest there; the mark `ready` says when it could
 * train. The caller calls `close`.
 *
 * @param {{ viewport?: { width: number, height: number }, port?: number, query?: string }} [options] query: of the address, with its question mark
 */
export async function openPage({ viewport = { width: 1440, height: 900 }, port = 4190, query = '' } = {}) {
  ensureBrowser();
  const server = await preview({ preview: { host: '127.0.0.1', port } });
  const browser = await chromium.launch(launchOptions());
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage({ viewport, colorScheme: 'light' });
    page.setDefaultTimeout(startLimitMs);
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}${query}`);
    // What a person waits for; `info` also waits for what follows a set-up.
    await page.getByRole('button', { name: 'Train', exact: true }).and(page.locator(':enabled')).waitFor();
    await page.evaluate(() => void performance.mark('ready'));
    await page.waitForFunction(() => 'playground' in window && window.playground.info().then(() => true, () => false));
    return { page, browser, close };
  } catch (error) {
    await close();
    throw error;
  }
}
