import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './serve.mjs';

/** The name of the service worker in a build. */
export const workerFile = 'offline.js';

/** What of the data lies in every build. Others may be large, and are kept by the page where they are fetched. */
const embedded = /^data\/(hosted\.json$|mnist-10k\/)/;

/** Not fetched by the page. */
const aside = /^\.|\.map$/;

/** @param {string} file below the build's folder, with slashes */
export const isOffline = (file) => file !== workerFile && !aside.test(file) && (!file.startsWith('data/') || embedded.test(file));

/**
 * The text of the service worker for the files of a folder. It changes when one of them does.
 *
 * @param {string} folder
 */
export function workerText(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .filter(isOffline)
    .sort();
  const hash = createHash('sha256').update(serve.toString());
  for (const name of names) hash.update(`\n${name}\n`).update(readFileSync(join(folder, name)));
  const files = names.map((name) => (name === 'index.html' ? '' : name));
  return `${serve.toString()}\nserve(self, ${JSON.stringify({ version: hash.digest('hex').slice(0, 16), files })});\n`;
}

/**
 * Writes the service worker behind a build, with the list of its files.
 *
 * @returns {import('vite').Plugin}
 */
export function offline() {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved: (config) => void (folder = join(config.root, config.build.outDir)),
    closeBundle: () => writeFileSync(join(folder, workerFile), workerText(folder)),
  };
}
