import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { PlaygroundInfo } from '../../src/app/scripting/playground.ts';
import { defaultExperiment } from '../../src/config/experiment.ts';
import type { Experiment } from '../../src/config/schema.ts';
import { bare } from '../../src/config/link/shared.ts';
import { linkContent } from '../../src/config/link/write.ts';
import { browserFlags } from '../../scripts/browser.mjs';
import { asAtFirst, desktop } from './asAtFirst.ts';

export { expect };

/** A page that tests use one after the other: opening one and compiling its programs takes longer than most of them. */
interface Lent {
  readonly page: Page;
  readonly faults: string[];
  /** What `playground.info()` said of it at first. */
  readonly info: PlaygroundInfo;
}

interface Fixtures {
  /** Whether a page is at the default experiment with one dense layer in place of the CNN: for tests that are not about the network, since it trains ten times as fast. */
  small: boolean;
  /** Console errors, uncaught exceptions and unhandled rejections of the page so far. A test fails with any that it leaves here. */
  faults: string[];
  /** The page opened on the default experiment or the small one, with WebGPU, at rest at step 0; the name of its adapter. */
  opened: string;
}

function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(`${message.text()} (${message.location().url})`));
  page.on('pageerror', (error) => faults.push(String(error)));
  return faults;
}

/** Waits until a page can train; what trains then, as the page's head says it, and the adapter's own name. */
export async function ready(page: Page): Promise<{ backend: string; adapter: string }> {
  await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled({ timeout: 120_000 });
  const badge = page.getByRole('banner').locator('span[title]');
  return { backend: (await badge.textContent())!, adapter: (await badge.getAttribute('title'))! };
}

const noAdapter = `The page got no WebGPU adapter. Chromium's flags: ${browserFlags.join(' ')}`;

const smallExperiment = { ...defaultExperiment, heldOut: [...defaultExperiment.heldOut], runs: [...defaultExperiment.runs], model: 'direct' } satisfies Experiment;

/** Where a page begins with the small experiment; nothing else may be kept there. */
export const smallAddress = `./#x=${linkContent({ ...bare, experiment: smallExperiment })}`;

/** Playwright's test, on a page of its own that may leave no fault. */
export const test = base.extend<Fixtures, { lent: Lent }>({
  small: [false, { option: true }],
  lent: [
    async ({ browser }, use, { project }) => {
      const context = await browser.newContext({ viewport: desktop, baseURL: project.use.baseURL!, serviceWorkers: 'block' });
      const page = await context.newPage();
      const faults = faultsOf(page);
      await page.goto('./');
      // `info` rejects until the first experiment is set up.
      await page.waitForFunction(() => 'playground' in window && window.playground.info().then(() => true, () => false));
      const info = await page.evaluate(() => window.playground.info());
      expect(info.backend, noAdapter).toBe('webgpu');
      console.info(`${info.dataset} on ${info.adapter}`);
      await use({ page, faults, info });
      await context.close();
    },
    { scope: 'worker' },
  ],
  faults: [
    async ({ page }, use) => {
      const faults = faultsOf(page);
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
  opened: async ({ page, small }, use) => {
    await page.goto(small ? smallAddress : './');
    const { backend, adapter } = await ready(page);
    expect(backend, noAdapter).toContain('WebGPU');
    await use(adapter);
  },
});

/**
 * A test on the page that is lent from test to test, back at the default experiment or the small one at step 0 and looked at as at first. For
 * what does not depend on how a page starts, and leaves nothing behind but what a person can take back.
 */
export const lentTest = test.extend<{ info: PlaygroundInfo }>({
  page: async ({ lent, small }, use) => {
    await asAtFirst(lent.page, small ? smallExperiment : undefined);
    await use(lent.page);
  },
  faults: async ({ lent }, use) => {
    await use(lent.faults);
    expect(lent.faults.splice(0)).toEqual([]);
  },
  info: async ({ lent }, use) => {
    await use(lent.info);
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
