import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** @import { CheckedFile } from '../../src/data/catalog.ts' */
/** @typedef {{ folder: string, local: string, files: CheckedFile[], mirrors: { url: string, crossOrigin: boolean }[] }} Source what goes into which folder beside the page, from which folder of DATA_DIR */
/** @typedef {Record<string, Source>} Sources */

/**
 * A path in the project, wherever the command was started.
 *
 * @param {...string} parts
 */
export const projectPath = (...parts) => join(dirname(fileURLToPath(import.meta.url)), '..', '..', ...parts);

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Files, checksums and mirrors of every data set and every network's weights: the page's own lists, unless another list of data
 * sets is named.
 *
 * @returns {Sources}
 */
export function readSources(path = projectPath('src', 'data', 'sources.json')) {
  /** @type {Record<string, { files: Record<string, CheckedFile>, mirrors: Source['mirrors'] }>} */
  const sets = readJson(path);
  /** @type {Record<string, Omit<Source, 'local'>>} */
  const weights = readJson(projectPath('src', 'data', 'weights.json'));
  return Object.fromEntries([
    ...Object.entries(sets).map(([id, { files, mirrors }]) => [id, { folder: id, local: id, files: Object.values(files), mirrors }]),
    ...Object.entries(weights).map(([id, source]) => [id, { ...source, local: join('weights', source.folder) }]),
  ]);
}

/**
 * Archives of which a part is packed for the page: the project's own list, unless another one is named.
 *
 * @returns {Record<string, import('./cub.mjs').Archive>}
 */
export const readArchives = (path = projectPath('src', 'data', 'archives.json')) => readJson(path);

/**
 * Why something failed, with the cause that `fetch` hides behind "fetch failed".
 *
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message} (${reasonOf(error.cause)})` : error.message;
}

/**
 * What is wrong with the bytes of a file, gzipped or not, or null when size and SHA-256 of the content are right.
 *
 * @param {Uint8Array} bytes
 * @param {CheckedFile} file
 */
export function faultOf(bytes, file) {
  try {
    const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: file.unpackedBytes }) : bytes;
    const sha256 = createHash('sha256').update(content).digest('hex');
    return sha256 === file.sha256 ? null : `the SHA-256 of its content is ${sha256}, expected ${file.sha256}`;
  } catch (error) {
    return `it cannot be unpacked (${reasonOf(error)})`;
  }
}

/**
 * Whether a path holds the file, complete and with the right checksum.
 *
 * @param {string} path
 * @param {CheckedFile} file
 */
export const isInPlace = (path, file) => existsSync(path) && faultOf(readFileSync(path), file) === null;

/**
 * Writes under a temporary name, then renames, so that the path is never half a file.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function writeAtomically(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/**
 * Writes `hosted.json`, by which the page knows what it can load: the folders that are complete.
 *
 * @param {string} folder
 * @param {Sources} sources
 */
export function writeHostedList(folder, sources) {
  const hosted = Object.values(sources)
    .filter((source) => source.files.every(({ name }) => existsSync(join(folder, source.folder, name))))
    .map((source) => source.folder);
  const packed = Object.entries(readArchives()).flatMap(([id, { file }]) => (existsSync(join(folder, id, file)) ? [id] : []));
  writeAtomically(join(folder, 'hosted.json'), `${JSON.stringify([...hosted, ...packed])}\n`);
}
