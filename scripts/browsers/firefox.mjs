import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { installCommand, isInstalled } from '../benchPackages.mjs';

/** @typedef {import('./firefoxPage.ts').Firefox} Firefox */

const commonPlaces = [
  '/usr/bin/firefox-esr',
  '/usr/lib/firefox-esr/firefox-esr',
  '/usr/lib/firefox/firefox',
  '/opt/firefox/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** Mesa's driver that computes on the CPU. Firefox trains on it; Chromium's Dawn refuses Debian 12's. */
const softwareDriver = `/usr/share/vulkan/icd.d/lvp_icd.${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}.json`;

/** What brings Firefox and a WebGPU adapter for it where there is none. */
export const firefoxPackages = ['firefox-esr', 'mesa-vulkan-drivers'];

/**
 * Path of an installed Firefox: `FIREFOX_PATH`, then common places.
 *
 * @returns {string | undefined} undefined where there is none, or on Linux no software adapter for it
 * @throws where FIREFOX_PATH names no file
 */
export function findFirefox() {
  const named = process.env['FIREFOX_PATH'];
  if (named && !existsSync(named)) throw new Error(`FIREFOX_PATH is ${named}, but there is no such file. Correct it or unset it.`);
  if (process.platform === 'linux' && process.env['PLAYGROUND_GPU'] !== '1' && !existsSync(softwareDriver)) return undefined;
  return named || commonPlaces.find((path) => existsSync(path));
}

/** Whether the package that drives Firefox is there. */
export const hasFirefoxDriver = () => isInstalled('puppeteer-core');

/** @returns {Promise<{ launch(options: object): Promise<Firefox> }>} */
async function loadDriver() {
  if (!hasFirefoxDriver()) throw new Error(`puppeteer-core, which drives Firefox, is not installed. Install it with "${installCommand}".`);
  const driver = createRequire(new URL('../../bench/package.json', import.meta.url)).resolve('puppeteer-core');
  return (await import(pathToFileURL(driver).href)).default;
}

/** WebGPU also where Firefox has not switched it on yet, and on adapters that it does not trust. */
const extraPrefsFirefox = { 'dom.webgpu.enabled': true, 'dom.webgpu.workers.enabled': true, 'gfx.webgpu.ignore-blocklist': true };

/**
 * A headless Firefox with WebGPU, driven over WebDriver BiDi, with a profile of its own that goes with it: on the software
 * adapter, with PLAYGROUND_GPU=1 on the machine's own. The caller calls `close`.
 *
 * @returns {Promise<Firefox>}
 * @throws an Error that says what to install, where there is none
 */
export async function launchFirefox() {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error(`No Firefox with a WebGPU adapter is installed. Debian: apt-get install ${firefoxPackages.join(' ')}; elsewhere set FIREFOX_PATH.`);
  const driver = process.platform === 'linux' && process.env['PLAYGROUND_GPU'] !== '1' ? { VK_ICD_FILENAMES: softwareDriver } : {};
  const driverOfFirefox = await loadDriver();
  return driverOfFirefox.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    extraPrefsFirefox,
    env: { ...process.env, ...driver },
    // A step on the software adapter of a busy machine.
    protocolTimeout: 600_000,
  });
}
