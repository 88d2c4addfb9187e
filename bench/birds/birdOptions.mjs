import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectPath } from '../../scripts/data/dataFiles.mjs';

/** @typedef {{ seeds?: string | undefined, weights?: string | undefined, json?: string | undefined, folder?: string | undefined, cub?: boolean | undefined, strangers?: boolean | undefined, picture?: string | undefined }} Given as the command line has them */
/** @typedef {{ set: 'songbirds' | 'sparrows', path: string, seeds: number, weights: number[], strangers: boolean, json: string | undefined, picture: string | undefined }} BirdOptions */

/** What is trained where nothing is said. */
const usual = { seeds: 20, weights: '0,0.001,0.003,0.01' };
/** Classes left out: as many seeds as the reference has, each with its own draw. */
const usualStrangers = { seeds: 5, weights: '0,0.01' };

/**
 * Options of `npm run reproduce -- birds`, checked, and where the photographs are.
 *
 * @param {Given} given
 * @param {{ dataDir?: string | undefined, hosted?: string }} [places] the folder of DATA_DIR, and the page's own folder of data
 * @returns {BirdOptions}
 */
export function birdOptions(given, { dataDir = process.env['DATA_DIR'], hosted = projectPath('public', 'data') } = {}) {
  const { cub = false, strangers = false, json, picture } = given;
  const defaults = strangers ? usualStrangers : usual;
  const seeds = Number(given.seeds ?? defaults.seeds);
  if (!Number.isInteger(seeds) || seeds < 1) throw new Error(`--seeds is ${given.seeds}; it must be a whole number from 1 on.`);
  const weights = (given.weights ?? defaults.weights).split(',').map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  const wrong = weights.find((weight) => !(weight >= 0 && weight <= 10));
  if (wrong !== undefined || new Set(weights).size < weights.length) throw new Error(`--weights is ${given.weights}; it must be different numbers from 0 to 10, with commas between them.`);
  if (strangers && weights.length > 6) throw new Error(`--weights has ${weights.length} weights; 6 are trained side by side with --strangers.`);
  const path = given.folder ?? (cub ? join(hosted, 'cub-sparrows', 'cub-sparrows.zip') : join(dataDir ?? '', 'cub-songbirds21'));
  if (!existsSync(path)) {
    const how = cub ? 'Run "npm run data -- cub" first' : 'Set DATA_DIR to the folder that holds cub-songbirds21';
    throw new Error(`There is nothing at ${path}. ${how}, or name the photographs with --folder.`);
  }
  return { set: cub ? 'sparrows' : 'songbirds', path, seeds, weights, strangers, json, picture };
}
