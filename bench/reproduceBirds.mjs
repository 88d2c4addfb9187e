/**
 * The fine-grained experiment in the built page's own code: photographs of 21 look-alike birds through the backbone, then one
 * dense layer to 64 features under softmax and softmax + weight x center loss, 30 epochs, several seeds. Prints a table beside
 * PyTorch's, and exits with 1 where a mean accuracy or the gain is outside what PyTorch's twenty seeds allow.
 *
 *     npm run reproduce -- birds [--seeds 20] [--weights 0,0.001,0.003,0.01] [--json FILE] [--folder DIR]
 *
 * The photographs are DATA_DIR/cub-songbirds21 (or --folder): train/ and test/ with one folder a class. The weights of the
 * backbone come from DATA_DIR/weights or their public address.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectPath } from '../scripts/dataFiles.mjs';
import { openPage } from '../scripts/openPage.mjs';

/** PyTorch 1.13 on CPU, 20 seeds, image and mirror: mean test accuracy in per cent by weight, and its spread over seeds. */
const reference = /** @type {Record<string, readonly [mean: number, spread: number]>} */ ({ 0: [81.3, 0.8], 0.003: [83.4, 0.5], 0.01: [83.5, 0.9] });
/** What the means must lie in, in per cent, and the least gain of weight 0.01 over 0 in points. */
const bars = /** @type {Record<string, readonly [number, number]>} */ ({ 0: [80.5, 82.5], 0.01: [82.5, 84.7] });
const leastGain = 1.2;

const epochs = 30;
/** Runs that the page trains side by side. */
const mostRuns = 6;

/** @typedef {{ weight: number, seed: number, testAccuracy: number, compactness: number }} Training */

/** @param {readonly number[]} list */
const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
/** @param {readonly number[]} list */
const spread = (list) => Math.sqrt(list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0) / Math.max(1, list.length - 1));

/**
 * Reads a folder into the page's own data set.
 *
 * @param {import('playwright').Page} page
 * @param {string} folder
 */
async function addFolder(page, folder) {
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'folder', webkitdirectory: true })));
  await page.locator('#folder').setInputFiles(folder);
  return page.evaluate(() => {
    const files = /** @type {HTMLInputElement} */ (document.getElementById('folder')).files ?? [];
    return window.playground.addExamples(Array.from(files, (file) => ({ path: file.webkitRelativePath, file })));
  });
}

/**
 * Trains one seed under all weights, six at a time, and measures each on the whole test set.
 *
 * @param {import('playwright').Page} page
 * @param {string} dataset
 * @param {number} seed
 * @param {readonly number[]} weights
 * @param {number} steps
 * @returns {Promise<Training[]>}
 */
async function trainSeed(page, dataset, seed, weights, steps) {
  /** @type {Training[]} */
  const trained = [];
  for (let first = 0; first < weights.length; first += mostRuns) {
    const part = weights.slice(first, first + mostRuns);
    const { runs } = await page.evaluate(
      async (wanted) => {
        await window.playground.configure({ dataset: wanted.dataset, seed: wanted.seed, projection: 'pca', runs: wanted.part.map((weight) => ({ name: `weight ${weight}`, centerWeight: weight })) });
        await window.playground.step(wanted.steps);
        return window.playground.metrics();
      },
      { dataset, seed, part, steps },
    );
    runs.forEach(({ testAccuracy, compactness }, r) => trained.push({ weight: part[r] ?? 0, seed, testAccuracy, compactness }));
  }
  return trained;
}

/**
 * Prints means beside PyTorch's. Returns what is outside the bars.
 *
 * @param {readonly Training[]} trainings
 * @param {readonly number[]} weights
 */
function compare(trainings, weights) {
  /** @type {string[]} */
  const outside = [];
  /** @param {number} weight @param {'testAccuracy' | 'compactness'} what */
  const of = (weight, what) => trainings.filter((one) => one.weight === weight).map((one) => one[what]);
  console.log('\n| weight | seeds | test accuracy, % | PyTorch | paired gain over weight 0, points | compactness |\n|---|---|---|---|---|---|');
  for (const weight of weights) {
    const percents = of(weight, 'testAccuracy').map((share) => 100 * share);
    const plain = of(0, 'testAccuracy').map((share) => 100 * share);
    const gains = weight === 0 || plain.length !== percents.length ? [] : percents.map((value, i) => value - (plain[i] ?? 0));
    const [expected, deviation] = reference[weight] ?? [];
    const bar = bars[weight];
    if (bar && (mean(percents) < bar[0] || mean(percents) > bar[1])) outside.push(`the mean accuracy at weight ${weight} is ${mean(percents).toFixed(2)} %, expected ${bar.join(' to ')}`);
    if (weight === 0.01 && gains.length > 0 && mean(gains) < leastGain) outside.push(`the gain of weight 0.01 is ${mean(gains).toFixed(2)} points, expected ${leastGain} at least`);
    const cells = [weight, percents.length, `${mean(percents).toFixed(1)} ± ${spread(percents).toFixed(1)}`, expected ? `${expected} ± ${deviation}` : '', gains.length > 0 ? `${mean(gains).toFixed(1)} ± ${spread(gains).toFixed(1)}` : '', mean(of(weight, 'compactness')).toFixed(3)];
    console.log(`| ${cells.join(' | ')} |`);
  }
  return outside;
}

/** @param {{ seeds: number, weights: readonly number[], json?: string | undefined, folder?: string | undefined }} options */
export async function reproduceBirds({ seeds, weights, json, folder = join(process.env['DATA_DIR'] ?? '', 'cub-songbirds21') }) {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}. Set DATA_DIR to the folder that holds cub-songbirds21, or name the photographs with --folder.`);
  execFileSync(process.execPath, [projectPath('scripts', 'data.mjs'), '--into', projectPath('dist', 'data'), 'mobilenet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { page, close } = await openPage();
  try {
    const started = performance.now();
    const { id, classes, skipped, duplicates } = await addFolder(page, folder);
    const [train, test] = /** @type {const} */ (['train', 'test']).map((part) => classes.reduce((sum, one) => sum + one[part], 0));
    console.log(`${classes.length} classes, ${train} / ${test} images, ${duplicates} duplicates, ${skipped.length} files skipped; read in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const embedding = performance.now();
    await page.evaluate((dataset) => window.playground.configure({ dataset }), id);
    const { backend, adapter } = await page.evaluate(() => window.playground.info());
    console.log(`embeddings in ${((performance.now() - embedding) / 1000).toFixed(1)} s; training on ${backend}, ${adapter}`);
    const batch = 32;
    // As many updates as where the last batch of an epoch is a partial one.
    const steps = epochs * Math.ceil((train ?? 0) / batch);
    /** @type {Training[]} */
    const trainings = [];
    for (let seed = 1; seed <= seeds; seed++) {
      const begun = performance.now();
      const done = await trainSeed(page, id, seed, weights, steps);
      trainings.push(...done);
      console.log(`seed ${seed}: ${done.map((one) => `${one.weight}: ${(100 * one.testAccuracy).toFixed(2)} %`).join(', ')} (${((performance.now() - begun) / 1000).toFixed(1)} s for ${steps} steps)`);
    }
    if (json) writeFileSync(json, trainings.map((one) => `${JSON.stringify(one)}\n`).join(''));
    const outside = compare(trainings, weights);
    if (outside.length > 0) {
      console.log(`\nOutside: ${outside.join('; ')}.`);
      process.exitCode = 1;
    }
  } finally {
    await close();
  }
}
