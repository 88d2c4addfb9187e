/**
 * Puts data sets and the weights of networks where the page finds them, every file checked by its SHA-256:
 *
 *     npm run data                              MNIST
 *     npm run data -- mnist fashion-mnist       both
 *     npm run data -- mobilenet-v1-0.75-224     weights of the backbone for photographs; `mobilenet` is enough
 *     npm run data -- --into DIR --sources FILE mnist      another folder; another list than src/data/sources.json
 *
 * Takes the files from DATA_DIR (subfolders `mnist`, `fashion-mnist`, `weights/mobilenet_v1_0.75_224`) where it holds them, else downloads them from public
 * mirrors in turn. What a broken download has brought stays in a `.part` file, and the next one goes on from there.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultOf, isInPlace, projectPath, readSources, reasonOf, writeAtomically, writeHostedList } from './dataFiles.mjs';

/** @import { CheckedFile } from '../src/data/catalog.ts' */

const { values: options, positionals } = parseArgs({
  options: { into: { type: 'string', default: projectPath('public', 'data') }, sources: { type: 'string' } },
  allowPositionals: true,
});
const sources = readSources(options.sources);

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

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
 * Fetches a URL into a file, or the rest of it when the file has a beginning and the server can go on from there.
 *
 * @param {string} url
 * @param {string} part
 * @param {CheckedFile} file
 */
async function fetchInto(url, part, file) {
  const start = existsSync(part) ? statSync(part).size : 0;
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity', ...(start > 0 && { range: `bytes=${start}-` }) } });
  if (response.status === 416) rmSync(part);
  if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);
  const resumed = response.status === 206;
  const total = file.bytes ?? file.unpackedBytes;
  let received = resumed ? start : 0;
  let shown = 0;
  if (resumed) console.log(`  ${file.name}: goes on after ${megabytes(start)}`);
  const output = openSync(part, resumed ? 'a' : 'w');
  try {
    for await (const chunk of response.body) {
      writeSync(output, chunk);
      received += chunk.length;
      if (received - shown < total / 10) continue;
      shown = received;
      console.log(`  ${file.name}: ${megabytes(received)} of ${megabytes(total)}`);
    }
  } finally {
    closeSync(output);
  }
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
      await fetchInto(url, part, file);
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
for (const wanted of positionals.length > 0 ? positionals : ['mnist']) {
  const id = wanted === 'mobilenet' ? 'mobilenet-v1-0.75-224' : wanted;
  const source = choices.get(id);
  if (!source) {
    console.error(`There is nothing called "${id}" to fetch. Choose from ${[...choices.keys()].join(', ')}.`);
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
