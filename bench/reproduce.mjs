/**
 * Trains the default experiment in the built page over several seeds and compares it with PyTorch's range of thirteen seeds.
 * Exits with 1 where a run falls outside the range widened by one point of accuracy and 0.05 of compactness, or the mean accuracy
 * of a run is more than 0.6 points from PyTorch's mean.
 *
 *     npm run reproduce -- [--seeds 1,2,3] [--dataset mnist]
 *     npm run reproduce -- birds …                             the fine-grained experiment, see reproduceBirds.mjs
 */
import { parseArgs } from 'node:util';
import { openPage } from '../scripts/openPage.mjs';
import { birdOptions } from './birds/birdOptions.mjs';
import { reproduceBirds } from './birds/reproduceBirds.mjs';

/**
 * PyTorch 1.13 on CPU, seeds 0 to 12, the same network, data, rates and steps: lowest, highest and mean.
 * Keys: data set, then center-loss weight.
 */
const reference = {
  mnist: {
    steps: 938,
    runs: [
      { centerWeight: 0, accuracy: [0.963, 0.971], meanAccuracy: 0.967, compactness: [0.67, 0.95] },
      { centerWeight: 0.1, accuracy: [0.961, 0.974], meanAccuracy: 0.969, compactness: [0.3, 0.45] },
    ],
  },
  'mnist-10k': {
    steps: 496,
    runs: [
      { centerWeight: 0, accuracy: [0.902, 0.954], meanAccuracy: 0.936, compactness: [0.7, 1.21] },
      { centerWeight: 0.1, accuracy: [0.926, 0.949], meanAccuracy: 0.939, compactness: [0.38, 0.63] },
    ],
  },
};
const accuracySlack = 0.01;
const compactnessSlack = 0.05;
const meanSlack = 0.006;

/** @param {number} value @param {readonly number[]} range @param {number} slack */
const within = (value, [low = 0, high = 0], slack) => value >= low - slack && value <= high + slack;

/** @param {keyof typeof reference} dataset @param {readonly number[]} seeds */
async function reproduceDigits(dataset, seeds) {
  const { steps, runs } = reference[dataset];
  const { page, close } = await openPage();
  /** @type {number[][]} */
  const accuracies = runs.map(() => []);
  let outside = 0;
  try {
    await page.evaluate((id) => window.playground.configure({ dataset: id }), dataset);
    const info = await page.evaluate(() => window.playground.info());
    console.log(`${dataset} (${info.trainCount} / ${info.testCount}), ${steps} steps, on ${info.backend}, ${info.adapter}\n`);
    console.log('| weight | seed | test accuracy | PyTorch | compactness | PyTorch | within-class radius |\n|---|---|---|---|---|---|---|');
    for (const seed of seeds) {
      const { runs: measured } = await page.evaluate(
        async ({ seed: chosen, count }) => {
          await window.playground.configure({ seed: chosen });
          await window.playground.step(count);
          return window.playground.metrics();
        },
        { seed, count: steps },
      );
      runs.forEach((expected, r) => {
        const run = measured[r];
        if (!run) throw new Error(`Run ${r} is missing.`);
        const good = within(run.testAccuracy, expected.accuracy, accuracySlack) && within(run.compactness, expected.compactness, compactnessSlack);
        if (!good) outside++;
        accuracies[r]?.push(run.testAccuracy);
        const cells = [expected.centerWeight, seed, run.testAccuracy.toFixed(4), expected.accuracy.join(' .. '), run.compactness.toFixed(3), expected.compactness.join(' .. '), run.withinClassRadius.toFixed(2)];
        console.log(`| ${cells.join(' | ')} |${good ? '' : ' outside'}`);
      });
    }
  } finally {
    await close();
  }
  console.log();
  runs.forEach(({ centerWeight, meanAccuracy }, r) => {
    const list = accuracies[r] ?? [];
    const mean = list.reduce((a, b) => a + b, 0) / list.length;
    const far = Math.abs(mean - meanAccuracy) > meanSlack;
    if (far) outside++;
    console.log(`Mean accuracy at weight ${centerWeight}: ${mean.toFixed(4)}, PyTorch ${meanAccuracy}${far ? ', outside' : ''}`);
  });
  if (outside > 0) {
    console.log(`\n${outside} figures are outside PyTorch's range.`);
    process.exitCode = 1;
  }
}

const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string' }, dataset: { type: 'string', default: 'mnist' }, weights: { type: 'string' }, json: { type: 'string' }, folder: { type: 'string' }, cub: { type: 'boolean' }, strangers: { type: 'boolean' }, picture: { type: 'string' } },
  allowPositionals: true,
});
if (positionals[0] === 'birds') await reproduceBirds(birdOptions(values));
else await reproduceDigits(values.dataset === 'mnist-10k' ? 'mnist-10k' : 'mnist', (values.seeds ?? '1,2,3').split(',').map(Number));
