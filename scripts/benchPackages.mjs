import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../bench', import.meta.url));

/** Packages that only the bench and the tests in Firefox and in Node use, each with what it is and the MB that come with it. */
const packages = {
  '@jax-js/jax': { is: 'jax-js, which ours is compared with', megabytes: 2 },
  'puppeteer-core': { is: 'the driver of Firefox', megabytes: 53 },
  webgpu: { is: 'WebGPU in Node', megabytes: 132 },
};
/** @typedef {keyof typeof packages} BenchPackage */

const all = /** @type {BenchPackage[]} */ (Object.keys(packages));

/** What installs all of them. */
export const installCommand = 'npm ci --prefix bench';

/** @param {BenchPackage} name */
export const isInstalled = (name) => existsSync(`${folder}/node_modules/${name}/package.json`);

/**
 * Installs all packages of `bench/`, saying so, where one of those that are wanted is missing. `webgpu`, the largest, stays out
 * where it is not wanted.
 *
 * @param {readonly BenchPackage[]} wanted
 * @returns {boolean} whether all that are wanted are there now
 */
export function installBenchPackages(wanted = all) {
  const missing = wanted.filter((name) => !isInstalled(name));
  if (missing.length === 0) return true;
  const brought = all.filter((name) => name !== 'webgpu' || wanted.includes(name) || isInstalled(name));
  const command = brought.length === all.length ? installCommand : `${installCommand} --omit=optional`;
  const size = brought.reduce((sum, name) => sum + packages[name].megabytes, 0);
  console.error(`Missing: ${missing.map((name) => `${name} (${packages[name].is})`).join(', ')}. Running: ${command} (${size} MB, in bench/node_modules)`);
  // Without a network npm would try for more than a minute.
  const env = { ...process.env, npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '3000' };
  const { status } = spawnSync(command, { cwd: fileURLToPath(new URL('..', import.meta.url)), env, shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  return status === 0 && wanted.every(isInstalled);
}
