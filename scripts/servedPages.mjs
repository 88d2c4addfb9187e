import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A page that a browser can open. @typedef {{ url: string, close: () => Promise<void> }} ServedPage */

/** @param {import('vite').InlineConfig} config @returns {Promise<ServedPage>} */
async function serve(config) {
  const server = await preview({ ...config, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
  const address = server.httpServer.address();
  if (!address || typeof address === 'string') throw new Error(`The server of ${config.root} has no port.`);
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/** Serves dist on loopback, on a port that is free. The caller calls `close`. */
export const serveBuild = () => serve({ root });

/**
 * Serves an empty page that keeps what a module of the project exports as `window.tested`, bundled as the page is. The caller
 * calls `close`.
 *
 * @param {string} module from the root of the project
 */
export async function serveModule(module) {
  const folder = mkdtempSync(join(tmpdir(), 'playground-module-'));
  const lib = { entry: join(root, module), formats: /** @type {['es']} */ (['es']), fileName: 'module' };
  await build({ root, configFile: false, publicDir: false, logLevel: 'error', define: { global: 'globalThis' }, build: { lib, outDir: folder, target: 'es2022' } });
  const script = "import * as tested from './module.js'; window.tested = tested;";
  writeFileSync(join(folder, 'index.html'), `<!doctype html><html lang="en"><title>Tests</title><script type="module">${script}</script></html>`);
  const { url, close } = await serve({ root: folder, configFile: false, build: { outDir: '.' } });
  return {
    url,
    close: async () => {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}
