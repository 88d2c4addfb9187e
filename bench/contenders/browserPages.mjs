import { askForAdapter } from '../../scripts/browser.mjs';
import { openDevPage } from '../../scripts/devPage.mjs';

/** @typedef {import('../node/nodePages.mjs').TrainingPage} TrainingPage */
/** @typedef {import('./workload.ts').Round} Round */

/**
 * Places of their own for contenders, as pages of one headless Chromium: tfjs keeps one backend active at a time. The caller
 * calls `close`.
 */
export async function openBrowserPages() {
  const { open: openPage, close, version } = await openDevPage();
  /** @returns {Promise<TrainingPage>} */
  const open = async () => {
    const page = await openPage();
    return {
      make: (module, exportName, ...parameters) =>
        page.evaluate(
          async ([path, name, given]) => {
            const { [name]: make } = await import(path);
            const made = await make(...given);
            Object.assign(globalThis, { made });
            return JSON.parse(JSON.stringify(made));
          },
          /** @type {const} */ ([module, exportName, parameters]),
        ),
      round: (steps) => page.evaluate((count) => /** @type {{ made: { round(steps: number): Promise<Round> } }} */ (/** @type {unknown} */ (globalThis)).made.round(count), steps),
      adapter: async () => (await page.evaluate(askForAdapter)) ?? 'none',
      close: () => page.close(),
    };
  };
  return { open, close, version: `Chromium ${version}` };
}
