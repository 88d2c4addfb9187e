/**
 * The README's moving picture, docs/past.gif: the past of a training of which a run was forked on the way, as the page itself saves
 * it. Serves dist, so `npm run moving` builds first.
 *
 *     npm run moving -- [--steps 240] [--fork 90]
 */
import { mkdirSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openPage } from './openPage.mjs';

const file = 'docs/past.gif';
const mostBytes = 1_500_000;
/** Steps between two pictures. */
const stride = 10;

const { values } = parseArgs({ options: { steps: { type: 'string', default: '240' }, fork: { type: 'string', default: '90' } } });
const [steps, fork] = [Number(values.steps), Number(values.fork)];
if (!Number.isInteger(steps) || !Number.isInteger(fork) || fork < 0 || fork >= steps) throw new Error(`--steps is ${values.steps} and --fork ${values.fork}; they must be whole numbers, and the fork lies before the end.`);

const { page, close } = await openPage();
try {
  await page.evaluate(
    async ({ end, from, by }) => {
      const { playground } = window;
      const to = async (/** @type {number} */ step) => {
        for (let { step: at } = await playground.features(); at < step; ({ step: at } = await playground.features())) await playground.step(Math.min(by, step - at));
      };
      await to(from + by);
      await playground.fork(from, { centerWeight: 1, name: 'λ 1 from here' });
      await to(end);
    },
    { end: steps, from: fork, by: stride },
  );
  const card = page.getByRole('region', { name: 'Figure and film' });
  await card.scrollIntoViewIfNeeded();
  await card.getByRole('combobox', { name: 'Film’s size' }).selectOption('Small');
  const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: 'Film as GIF' }).click()]);
  mkdirSync('docs', { recursive: true });
  await download.saveAs(file);
} finally {
  await close();
}
const { size } = statSync(file);
console.log(`${file}: ${steps} steps, forked at ${fork}, ${Math.round(size / 1000)} kB`);
if (size > mostBytes) throw new Error(`${file} is ${size} bytes, more than ${mostBytes}.`);
