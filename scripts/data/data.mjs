/**
 * Puts data sets and the weights of networks where the page finds them, every file checked by its SHA-256:
 *
 *     npm run data                              MNIST
 *     npm run data -- mnist fashion-mnist       both
 *     npm run data -- mobilenet-v1-0.75-224     weights of the backbone for photographs; `mobilenet` is enough
 *     npm run data -- cub                       the 21 sparrows of CUB-200-2011, cut out of the whole set (1.15 GB to fetch)
 *     npm run data -- --into DIR --sources FILE mnist      another folder; another list than src/data/sources.json
 *     npm run data -- --archives FILE cub       another list than src/data/archives.json
 *
 * Takes the files from DATA_DIR (subfolders `mnist`, `fashion-mnist`, `weights/mobilenet_v1_0.75_224`; of CUB-200-2011 its folder
 * `CUB_200_2011` or its archive `CUB_200_2011.tgz`) where it holds them, else downloads them from public
 * mirrors in turn. What a broken download has brought stays in a `.part` file, and the next one goes on from there.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provideCub } from './cub.mjs';
import { faultOf, isInPlace, projectPath, readArchives, readSources, reasonOf, writeAtomically, writeHostedList } from './dataFiles.mjs';
import { fetchInto } from './download.mjs';

/** @import { CheckedFile } from '../../src/data/catalog.ts' */

const { values: options, positionals } = parseArgs({
  options: { into: { type: 'string', default: projectPath('public', 'data') }, sources: { type: 'string' }, archives: { type: 'string' } },
  allowPositionals: true,
});
const sources = readSources(options.sources);
const archives = readArchives(options.archives);

/**
 * Copies a file from DATA_DIR. Returns whether it was there and right.
 *
 * @param {string} local the folder below DATA_DIR
 * @param {CheckedFile} file
 * @param {string} target
 */
function copyLocal(local, file, target) {
  const folder = process.env['DATA_DIR'];
  if (!folder) return false;
  const path = join(folder, local, file.name);
  const bytes = existsSync(path) ? readFileSync(path) : null;
  const fault = bytes ? faultOf(bytes, file) : 'there is no such file';
  if (fault || !bytes) {
    console.log(`  ${path} is not used: ${fault}`);
    return false;
  }
  writeAtomically(target, bytes);
  console.log(`  ${file.name}: copied from ${path}`);
  return true;
}

/**
 * Downloads a file from the first mirror that has a good copy.
 *
 * @param {CheckedFile} file
 * @param {string[]} mirrors
 * @param {string} target
 */
async function download(file, mirrors, target) {
  const part = `${target}.part`;
  const failures = [];
  // A beginning that was bad ruins the first mirror's turn, so it gets another.
  for (const mirror of existsSync(part) ? mirrors.slice(0, 1).concat(mirrors) : mirrors) {
    const url = mirror + file.name;
    try {
      await fetchInto(url, part, { name: file.name, total: file.bytes ?? file.unpackedBytes });
      const fault = faultOf(readFileSync(part), file);
      if (!fault) {
        renameSync(part, target);
        console.log(`  ${file.name}: downloaded from ${url}`);
        return;
      }
      rmSync(part);
      failures.push(`${url}: ${fault}`);
    } catch (error) {
      failures.push(`${url}: ${reasonOf(error)}`);
    }
  }
  throw new Error(`No mirror gave ${file.name}.\n    ${failures.join('\n    ')}`);
}

/**
 * Makes every file of a data set or a network lie in its folder.
 *
 * @param {string} id
 * @param {import('./dataFiles.mjs').Source} source
 */
async function provide(id, { folder: name, local, files, mirrors }) {
  const folder = join(options.into, name);
  console.log(`${id}, into ${folder}`);
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const target = join(folder, file.name);
    if (isInPlace(target, file)) console.log(`  ${file.name}: already there`);
    else if (!copyLocal(local, file, target)) await download(file, mirrors.map(({ url }) => url), target);
  }
}

const choices = new Map(Object.entries(sources).filter(([, { mirrors }]) => mirrors.length > 0));
/** @type {Record<string, string>} */
const short = { mobilenet: 'mobilenet-v1-0.75-224', cub: 'cub-sparrows' };
for (const wanted of positionals.length > 0 ? positionals : ['mnist']) {
  const id = short[wanted] ?? wanted;
  const archive = archives[id];
  if (archive) {
    try {
      await provideCub(options.into, id, archive);
    } catch (error) {
      console.error(`${id}: ${reasonOf(error)}.`);
      console.error(`Run the command again to go on, or set DATA_DIR to a folder that holds ${archive.folder}/ as it was unpacked, or ${archive.archive}.`);
      process.exitCode = 1;
    }
    continue;
  }
  const source = choices.get(id);
  if (!source) {
    console.error(`There is nothing called "${id}" to fetch. Choose from ${[...choices.keys(), ...Object.keys(archives)].join(', ')}.`);
    process.exitCode = 1;
    continue;
  }
  try {
    await provide(id, source);
  } catch (error) {
    console.error(`${id}: ${reasonOf(error)}`);
    console.error(`Check the network connection and run the command again, or set DATA_DIR to a folder that holds the files in ${source.local}/.`);
    process.exitCode = 1;
  }
}
writeHostedList(options.into, sources);
