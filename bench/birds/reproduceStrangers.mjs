import { writeFileSync } from 'node:fs';
import { mean, spread } from './meanAndSpread.mjs';

/** PyTorch 1.13, five of 21 classes never trained, five seeds: areas under the ROC curve, by weight. */
const reference = /** @type {Record<string, Record<Score, number>>} */ ({ 0: { distance: 0.75, probability: 0.76 }, 0.01: { distance: 0.8, probability: 0.81 } });
/** How far a mean may lie from it: which classes are left out makes a difference of several hundredths. */
const slack = 0.06;

/** @typedef {'distance' | 'probability'} Score */
/** @typedef {{ weight: number, seed: number, heldOut: readonly number[], testAccuracy: number, distance: number, probability: number }} Told */

/**
 * Trains without the classes that each seed draws, under all weights side by side.
 *
 * @param {import('playwright').Page} page
 * @param {string} dataset
 * @param {{ seeds: number, weights: readonly number[] }} options
 * @param {number} steps
 * @returns {Promise<Told[]>}
 */
async function tellStrangers(page, dataset, { seeds, weights }, steps) {
  /** @type {Told[]} */
  const told = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const { heldOut, runs } = await page.evaluate(
      async (wanted) => {
        await window.playground.configure({ dataset: wanted.dataset, seed: wanted.seed, projection: 'pca', runs: wanted.weights.map((weight) => ({ name: `weight ${weight}`, centerWeight: weight })) });
        return window.playground.strangers({ repeats: 1, steps: wanted.steps });
      },
      { dataset, seed, weights: [...weights], steps },
    );
    runs.forEach(({ seeds: [one] }, r) => one && told.push({ ...one, weight: weights[r] ?? 0, heldOut }));
    console.log(`seed ${seed}, without ${heldOut.join(', ')}: ${told.slice(-weights.length).map((one) => `${one.weight}: ${one.distance.toFixed(3)}`).join(', ')}`);
  }
  return told;
}

/**
 * Prints the areas beside PyTorch's. Returns what is outside.
 *
 * @param {import('playwright').Page} page
 * @param {{ id: string, train: number, classes: number }} data
 * @param {import('./birdOptions.mjs').BirdOptions} options
 * @param {{ epochs: number, batch: number }} training
 */
export async function reproduceStrangers(page, { id, train, classes }, { seeds, weights, json, set }, { epochs, batch }) {
  const left = (train * (classes - Math.floor(classes / 4))) / classes;
  const told = await tellStrangers(page, id, { seeds, weights }, epochs * Math.ceil(left / batch));
  if (json) writeFileSync(json, told.map((one) => `${JSON.stringify(one)}\n`).join(''));
  /** @type {string[]} */
  const outside = [];
  /** @param {number} weight @param {Score | 'testAccuracy'} what */
  const of = (weight, what) => told.filter((one) => one.weight === weight).map((one) => one[what]);
  console.log('\n| weight | seeds | area by distance | PyTorch | area by probability | PyTorch | accuracy on the known, % |\n|---|---|---|---|---|---|---|');
  for (const weight of weights) {
    const expected = set === 'songbirds' ? reference[weight] : undefined;
    const [distances, probabilities] = [of(weight, 'distance'), of(weight, 'probability')];
    if (expected && Math.abs(mean(distances) - expected.distance) > slack) outside.push(`the mean area by distance at weight ${weight} is ${mean(distances).toFixed(3)}, expected ${expected.distance} within ${slack}`);
    /** @param {readonly number[]} list */
    const cell = (list) => `${mean(list).toFixed(3)} ± ${spread(list).toFixed(3)}`;
    console.log(`| ${[weight, distances.length, cell(distances), expected?.distance ?? '', cell(probabilities), expected?.probability ?? '', (100 * mean(of(weight, 'testAccuracy'))).toFixed(1)].join(' | ')} |`);
  }
  if (weights.includes(0) && weights.includes(0.01) && mean(of(0.01, 'distance')) <= mean(of(0, 'distance'))) outside.push('weight 0.01 does not tell strangers better than 0');
  return outside;
}
