import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { PlaygroundInfo } from '../../src/app/playground.ts';
import { browserFlags } from '../../scripts/browser.mjs';

export { expect };

interface Fixtures {
  /** Console errors, uncaught exceptions and unhandled rejections of the page so far. A test fails with any that it leaves here. */
  faults: string[];
  /** The page opened on the default experiment, with WebGPU, at rest at step 0; what `playground.info()` says of it. */
  info: PlaygroundInfo;
}

/** Playwright's test, on a page that may leave no fault. */
export const test = base.extend<Fixtures>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(`${message.text()} (${message.location().url})`));
      page.on('pageerror', (error) => faults.push(String(error)));
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
  info: async ({ page }, use) => {
    await page.goto('./');
    // `info` rejects until the first experiment is set up.
    await page.waitForFunction(() => 'playground' in window && window.playground.info().then(() => true, () => false));
    const info = await page.evaluate(() => window.playground.info());
    expect(info.backend, `The page got no WebGPU adapter. Chromium's flags: ${browserFlags.join(' ')}`).toBe('webgpu');
    console.info(`${info.dataset} on ${info.adapter}`);
    await use(info);
  },
});

/**
 * Resolves once the experiment in effect trains with the fastest programs that it will have. Until then it uses quick ones, and
 * what it holds and how fast it is still changes. It takes its steps one at a time meanwhile.
 */
export async function fastestPrograms(page: Page): Promise<void> {
  await page.evaluate(async () => {
    while ((await window.playground.info()).programs === 'quick') await window.playground.step(1);
  });
}
