import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

// Without a GPU, browsers put a page together without WebGL too: doing it on SwiftShader took a third of the tests' time.
const software = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];
const hardware = ['--enable-unsafe-webgpu', '--ignore-gpu-blocklist'];
const hardwareOnLinux = ['--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface'];

/** @returns {string[]} */
function chooseFlags() {
  if (process.env['PLAYGROUND_GPU'] !== '1') return software;
  return process.platform === 'linux' ? [...hardware, ...hardwareOnLinux] : hardware;
}

/**
 * Chromium's flags for WebGPU in tests: SwiftShader, an adapter that computes on the CPU and is there on every machine;
 * with PLAYGROUND_GPU=1 the machine's own adapter.
 */
export const browserFlags = chooseFlags();

/** What brings a browser on Debian. */
export const browserPackages = ['chromium', 'fonts-liberation'];

const commonPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of an installed Chrome or Chromium: `CHROME_PATH`, then common places, then Playwright's own download.
 *
 * @returns {string | undefined} undefined where there is none
 * @throws where CHROME_PATH names no file
 */
export function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named && !existsSync(named)) throw new Error(`CHROME_PATH is ${named}, but there is no such file. Correct it or unset it.`);
  return named || [...commonPlaces, chromium.executablePath()].find((path) => existsSync(path));
}

/** @returns {import('playwright').LaunchOptions} how Vitest, Playwright and the scripts start the browser */
export function launchOptions() {
  const executablePath = findBrowser();
  return { args: browserFlags, ...(executablePath ? { executablePath } : {}) };
}

/**
 * Installs a browser where there is none: Debian's `chromium` for root on Debian, else Playwright's own download.
 *
 * @throws an Error that says what to do, where neither works
 */
export function ensureBrowser() {
  if (findBrowser()) return;
  const attempts = ['npx playwright install chromium'];
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    attempts.unshift(`apt-get update && apt-get install -y --no-install-recommends ${browserPackages.join(' ')}`);
  }
  for (const command of attempts) {
    console.log(`No Chrome or Chromium here; running: ${command}`);
    try {
      execSync(command, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    } catch (error) {
      console.log(`That failed: ${String(error)}`);
    }
    if (findBrowser()) return;
  }
  throw new Error('No Chrome or Chromium was found or could be installed: install Chrome, or set CHROME_PATH to its executable, and run this again.');
}

/**
 * Runs in a page: the WebGPU adapter's name. It asks three times, as the page of the product does, since a GPU process that has just
 * started may have none at first.
 *
 * @returns {Promise<string | undefined>} undefined where there is none
 */
export async function askForAdapter() {
  for (const waitMs of [0, 100, 400]) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const info = (await navigator.gpu?.requestAdapter())?.info;
    if (info) return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'unnamed adapter';
  }
}

/**
 * The name of the WebGPU adapter that the tests will get.
 *
 * @returns {Promise<string>}
 * @throws an Error with the browser and its flags where there is no adapter
 */
export async function adapterName() {
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    // WebGPU needs a secure context, which about:blank is not.
    await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('http://localhost/');
    const name = await page.evaluate(askForAdapter);
    if (name) return `${name}, Chromium ${browser.version()}`;
    throw new Error(`No WebGPU adapter in ${findBrowser() ?? 'Playwright’s browser'} ${browser.version()} started with ${browserFlags.join(' ')}`);
  } finally {
    await browser.close();
  }
}
