import { statSync } from 'node:fs';

const mostBytes = 400_000;

/** Where the points of all panels are, as text. */
const placesOf = (/** @type {import('playwright').Page} */ page) => page.evaluate(() => window.playground.features().then(({ runs }) => JSON.stringify(runs.map(({ points }) => points))));

/**
 * Trains one seed under two weights and takes a picture of both panels, drawn by t-SNE until it has settled.
 *
 * @param {import('playwright').Page} page
 * @param {string} file a PNG
 * @param {{ dataset: string, seed: number, weights: readonly [number, number], steps: number }} training
 */
export async function takeBirdPicture(page, file, { dataset, seed, weights, steps }) {
  await page.evaluate(
    async (wanted) => {
      await window.playground.configure({ dataset: wanted.dataset, seed: wanted.seed, projection: 'tsne', runs: wanted.weights.map((weight) => ({ name: weight === 0 ? 'Softmax' : `Softmax + ${weight} x center`, centerWeight: weight })) });
      await window.playground.step(wanted.steps);
    },
    { dataset, seed, weights, steps },
  );
  for (let before = '', now = await placesOf(page); now !== before; now = await placesOf(page)) {
    before = now;
    await page.waitForTimeout(2000);
  }
  const boxes = await Promise.all((await page.getByRole('article').all()).map((panel) => panel.boundingBox()));
  const [left, right] = boxes;
  if (!left || !right) throw new Error(`The page shows ${boxes.length} panels, and two are pictured.`);
  await page.screenshot({ path: file, clip: { x: left.x, y: left.y, width: right.x + right.width - left.x, height: Math.max(left.height, right.height) } });
  const { size } = statSync(file);
  console.log(`${file}: seed ${seed}, ${Math.round(size / 1000)} kB`);
  if (size > mostBytes) throw new Error(`${file} is ${size} bytes, more than ${mostBytes}.`);
}
