/**
 * Pictures of the real page after training: light and dark, at 1440x900 and 390x844, into a folder; and the README's
 * picture, docs/screenshot.png. Serves dist, so `npm run screenshot` builds first.
 *
 *     npm run screenshot -- [--steps 400] [--into test-results/screenshots]
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPage } from './openPage.mjs';

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const readmePicture = 'docs/screenshot.png';
const readmeLimitBytes = 400_000;
/** Points glide to their new places, and Plotly draws them when they rest. */
const settleMs = 1500;

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '400' }, into: { type: 'string', default: 'test-results/screenshots' } },
});
const steps = Number(values.steps);
if (!Number.isInteger(steps) || steps < 0) throw new Error(`--steps is ${values.steps}; it must be a whole number of training steps.`);

const { page, close } = await openPage();
try {
  const { info, metrics } = await page.evaluate(async (count) => {
    await window.playground.step(count);
    return { info: await window.playground.info(), metrics: await window.playground.metrics() };
  }, steps);
  console.log(`${steps} steps on ${info.dataset}, ${info.backend}, ${info.adapter}`);
  for (const { name, testAccuracy, compactness } of metrics.runs) console.log(`  ${name}: accuracy ${testAccuracy.toFixed(3)}, compactness ${compactness.toFixed(3)}`);

  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      await page.waitForTimeout(settleMs);
      const path = join(values.into, `${colorScheme}-${size.width}x${size.height}.png`);
      await page.screenshot({ path });
      console.log(path);
      if (colorScheme === 'light' && size === sizes[0]) {
        mkdirSync('docs', { recursive: true });
        await page.screenshot({ path: readmePicture });
      }
    }
  }
} finally {
  await close();
}
const { size } = statSync(readmePicture);
console.log(`${readmePicture}: ${Math.round(size / 1000)} kB`);
if (size > readmeLimitBytes) throw new Error(`${readmePicture} is ${size} bytes, more than ${readmeLimitBytes}.`);
