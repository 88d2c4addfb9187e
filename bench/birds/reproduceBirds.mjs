/**
 * The fine-grained experiment in the built page's own code: photographs of 21 look-alike birds through the backbone, then one
 * dense layer to 64 features under softmax and softmax + weight x center loss, 30 epochs, several seeds. Prints a table beside
 * PyTorch's, and exits with 1 where a mean accuracy or the gain is outside what PyTorch's twenty seeds allow.
 *
 *     npm run reproduce -- birds [--seeds 20] [--weights 0,0.001,0.003,0.01] [--json FILE] [--folder DIR] [--picture PNG]
 *     npm run reproduce -- birds --cub          the 21 sparrows of CUB-200-2011, after npm run data -- cub
 *     npm run reproduce -- birds --strangers    a quarter of the classes never trained, and how well the runs tell them
 *
 * --picture takes one of the first seed under weight 0 and the last of the weights, both panels.
 *
 * The photographs are DATA_DIR/cub-songbirds21: train/ and test/ with one folder a class; with --cub the packed sparrows beside the
 * page; --folder names another folder of either layout. The weights of the backbone come from DATA_DIR/weights or their public
 * address.
 */
import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { projectPath } from '../../scripts/data/dataFiles.mjs';
import { openPage } from '../../scripts/openPage.mjs';
import { takeBirdPicture } from './birdPicture.mjs';
import { mean, spread } from './meanAndSpread.mjs';
import { reproduceStrangers } from './reproduceStrangers.mjs';

/**
 * What a set is compared with.
 *
 * @typedef {object} Reference
 * @property {string} name
 * @property {string} note
 * @property {Record<string, string>} accuracies in per cent, by weight
 * @property {Record<string, readonly [number, number]>} bars what the means must lie in, in per cent
 * @property {number} leastGain of weight 0.01 over 0, in points
 */

/** @type {Record<import('./birdOptions.mjs').BirdOptions['set'], Reference>} */
const references = {
  songbirds: {
    name: 'PyTorch',
    note: 'PyTorch 1.13 on CPU, the same network on the same photographs, 20 seeds, image and mirror.',
    accuracies: { 0: '81.3 ± 0.8', 0.003: '83.4 ± 0.5', 0.01: '83.5 ± 0.9' },
    bars: { 0: [80.5, 82.5], 0.01: [82.5, 84.7] },
    leastGain: 1.2,
  },
  sparrows: {
    name: 'ResNet-50',
    note: 'The reference fine-tuned all of a ResNet-50 at 30 epochs, batch 32 and rate 0.001 (629 training and 615 test images; one figure each). Here MobileNetV1 0.75 is frozen and one dense layer trained: the gain is to be compared, not the accuracy.',
    accuracies: { 0: '73.6', 0.001: '75.7' },
    bars: {},
    leastGain: -Infinity,
  },
};

const epochs = 30;
const batch = 32;
/** Runs that the page trains side by side. */
const mostRuns = 6;

/** @typedef {{ weight: number, seed: number, testAccuracy: number, compactness: number }} Training */

/**
 * Reads a folder, or a zip of one, into the page's own data set.
 *
 * @param {import('playwright').Page} page
 * @param {string} folder
 */
async function addFolder(page, folder) {
  const isFolder = statSync(folder).isDirectory();
  await page.evaluate((webkitdirectory) => document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'folder', webkitdirectory })), isFolder);
  await page.locator('#folder').setInputFiles(folder);
  return page.evaluate(() => {
    const files = /** @type {HTMLInputElement} */ (document.getElementById('folder')).files ?? [];
    return window.playground.addExamples(Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file })));
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
 * Prints means beside the reference's. Returns what is outside the bars.
 *
 * @param {readonly Training[]} trainings
 * @param {readonly number[]} weights
 * @param {Reference} reference
 */
function compare(trainings, weights, { name, note, accuracies, bars, leastGain }) {
  /** @type {string[]} */
  const outside = [];
  /** @param {number} weight @param {'testAccuracy' | 'compactness'} what */
  const of = (weight, what) => trainings.filter((one) => one.weight === weight).map((one) => one[what]);
  console.log(`\n| weight | seeds | test accuracy, % | ${name} | paired gain over weight 0, points | compactness |\n|---|---|---|---|---|---|`);
  for (const weight of weights) {
    const percents = of(weight, 'testAccuracy').map((share) => 100 * share);
    const plain = of(0, 'testAccuracy').map((share) => 100 * share);
    const gains = weight === 0 || plain.length !== percents.length ? [] : percents.map((value, i) => value - (plain[i] ?? 0));
    const bar = bars[weight];
    if (bar && (mean(percents) < bar[0] || mean(percents) > bar[1])) outside.push(`the mean accuracy at weight ${weight} is ${mean(percents).toFixed(2)} %, expected ${bar.join(' to ')}`);
    if (weight === 0.01 && gains.length > 0 && mean(gains) < leastGain) outside.push(`the gain of weight 0.01 is ${mean(gains).toFixed(2)} points, expected ${leastGain} at least`);
    const cells = [weight, percents.length, `${mean(percents).toFixed(1)} ± ${spread(percents).toFixed(1)}`, accuracies[weight] ?? '', gains.length > 0 ? `${mean(gains).toFixed(1)} ± ${spread(gains).toFixed(1)}` : '', mean(of(weight, 'compactness')).toFixed(3)];
    console.log(`| ${cells.join(' | ')} |`);
  }
  console.log(`\n${name}: ${note}`);
  return outside;
}

/**
 * One seed after the other under all weights; prints and writes what came of it. Returns what is outside the bars.
 *
 * @param {import('playwright').Page} page
 * @param {{ id: string, train: number }} data
 * @param {import('./birdOptions.mjs').BirdOptions} options
 */
async function reproduceAccuracies(page, { id, train }, { seeds, weights, json, picture, set }) {
  // As many updates as where the last batch of an epoch is a partial one.
  const steps = epochs * Math.ceil(train / batch);
  /** @type {Training[]} */
  const trainings = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const begun = performance.now();
    const done = await trainSeed(page, id, seed, weights, steps);
    trainings.push(...done);
    console.log(`seed ${seed}: ${done.map((one) => `${one.weight}: ${(100 * one.testAccuracy).toFixed(2)} %`).join(', ')} (${((performance.now() - begun) / 1000).toFixed(1)} s for ${steps} steps)`);
  }
  if (json) writeFileSync(json, trainings.map((one) => `${JSON.stringify(one)}\n`).join(''));
  if (picture) await takeBirdPicture(page, picture, { dataset: id, seed: 1, weights: [0, weights.at(-1) ?? 0], steps });
  return compare(trainings, weights, references[set]);
}

/** @param {import('./birdOptions.mjs').BirdOptions} options */
export async function reproduceBirds(options) {
  execFileSync(process.execPath, [projectPath('scripts', 'data.mjs'), '--into', projectPath('dist', 'data'), 'mobilenet'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { page, close } = await openPage();
  try {
    const started = performance.now();
    const { id, classes, skipped, duplicates } = await addFolder(page, options.path);
    const [train = 0, test = 0] = /** @type {const} */ (['train', 'test']).map((part) => classes.reduce((sum, one) => sum + one[part], 0));
    console.log(`${classes.length} classes, ${train} / ${test} images, ${duplicates} duplicates, ${skipped.length} files skipped; read in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const embedding = performance.now();
    await page.evaluate((dataset) => window.playground.configure({ dataset }), id);
    const { backend, adapter } = await page.evaluate(() => window.playground.info());
    console.log(`embeddings in ${((performance.now() - embedding) / 1000).toFixed(1)} s; training on ${backend}, ${adapter}`);
    const data = { id, train, classes: classes.length };
    const outside = options.strangers ? await reproduceStrangers(page, data, options, { epochs, batch }) : await reproduceAccuracies(page, data, options);
    if (outside.length > 0) {
      console.log(`\nOutside: ${outside.join('; ')}.`);
      process.exitCode = 1;
    }
  } finally {
    await close();
  }
}
