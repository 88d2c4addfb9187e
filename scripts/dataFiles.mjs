import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** @import { DataFile } from '../src/data/catalog.ts' */
/** @typedef {typeof import('../src/data/sources.json')} Sources */

/**
 * A path in the project, wherever the command was started.
 *
 * @param {...string} parts
 */
export const projectPath = (...parts) => join(dirname(fileURLToPath(import.meta.url)), '..', ...parts);

/**
 * Files, checksums and mirrors of every data set: the page's own list, unless another one is named.
 *
 * @returns {Sources}
 */
export const readSources = (path = projectPath('src', 'data', 'sources.json')) => JSON.parse(readFileSync(path, 'utf8'));

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
 * What is wrong with the gzipped bytes of a file, or null when size and SHA-256 of the content are right.
 *
 * @param {Uint8Array} bytes
 * @param {DataFile} file
 */
export function faultOf(bytes, file) {
  try {
    const content = gunzipSync(bytes, { maxOutputLength: file.unpackedBytes });
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
 * @param {DataFile} file
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
 * Writes `hosted.json`, by which the page knows what it can load: the ids of the data sets whose files are all in the folder.
 *
 * @param {string} folder
 * @param {Sources} sources
 */
export function writeHostedList(folder, sources) {
  const hosted = Object.entries(sources)
    .filter(([id, { files }]) => Object.values(files).every(({ name }) => existsSync(join(folder, id, name))))
    .map(([id]) => id);
  writeAtomically(join(folder, 'hosted.json'), `${JSON.stringify(hosted)}\n`);
}
