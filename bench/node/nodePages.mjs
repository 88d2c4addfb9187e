import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { installCommand } from '../../scripts/benchPackages.mjs';
import { findBrowser } from '../../scripts/browser.mjs';

/** @typedef {import('../contenders/workload.ts').Round} Round */

/**
 * A place of its own where one contender trains: here a process of Node, in the bench also a page of a browser.
 *
 * @typedef {object} TrainingPage
 * @property {<Made>(module: string, exportName: string, ...parameters: unknown[]) => Promise<Made>} make calls a function that a module
 *   of the project (`/bench/contenders/ours.ts`) exports, keeps what it returns and resolves with it as JSON, so without its functions
 * @property {(steps: number) => Promise<Round>} round calls `round` of what `make` kept
 * @property {() => Promise<string>} adapter the WebGPU adapter's name
 * @property {() => Promise<void>} close ends the page, even in the middle of a call
 */

/** @typedef {{ id: number, method: 'make' | 'round', parameters: unknown[] }} Call */
/** @typedef {{ id: number, value?: unknown, error?: string }} Answer the id 0 answers the start itself, with the adapter's name */

const root = fileURLToPath(new URL('../..', import.meta.url));
const processFile = join(root, 'bench', 'node', 'nodeProcess.mjs');
const driverFile = 'vk_swiftshader_icd.json';
/** For systems whose `chromium` is a script that starts the browser elsewhere. */
const browserFolders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/usr/lib64/chromium-browser', '/snap/chromium/current/usr/lib/chromium-browser'];

/**
 * Folder of an installed Chrome or Chromium that holds SwiftShader, a Vulkan driver that computes on the CPU, and a Vulkan
 * loader for it.
 *
 * @returns {string | undefined} undefined where there is none
 */
export function findSwiftShader() {
  const executables = [findBrowser() ?? '', chromium.executablePath()].filter((path) => existsSync(path));
  return [...executables.map((path) => dirname(realpathSync(path))), ...browserFolders].find((folder) => existsSync(join(folder, driverFile)));
}

/**
 * As in the tests' browser, software unless PLAYGROUND_GPU=1. Only Linux lets Dawn use Chromium's SwiftShader.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function driverEnvironment() {
  if (process.env['PLAYGROUND_GPU'] === '1' || process.platform !== 'linux') return {};
  const folder = findSwiftShader();
  if (!folder) {
    throw new Error(
      'No Chromium with SwiftShader was found, whose software adapter Node would train on. Install one with "npx playwright install chromium", or set PLAYGROUND_GPU=1 to train on this machine’s GPU.',
    );
  }
  const libraries = [folder, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
  return { VK_ICD_FILENAMES: join(folder, driverFile), LD_LIBRARY_PATH: libraries };
}

/** @returns {string} version of the npm package `webgpu` */
function dawnVersion() {
  const require = createRequire(import.meta.url);
  try {
    return JSON.parse(readFileSync(require.resolve('webgpu/package.json'), 'utf8')).version;
  } catch (cause) {
    throw new Error(`The npm package "webgpu", which brings WebGPU to Node, is not installed. Install it with "${installCommand}".`, { cause });
  }
}

/**
 * Bundles a module of the project with all that it imports: Node resolves neither tfjs's ES modules nor TypeScript.
 *
 * @param {string} module from the root of the project
 * @param {string} folder
 * @returns {Promise<string>} address of the bundle
 */
async function bundle(module, folder) {
  const file = `${module.replaceAll('/', '-')}.mjs`;
  const output = { entryFileNames: file, codeSplitting: false };
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: join(root, module), outDir: folder, emptyOutDir: false, target: 'es2022', rolldownOptions: { output } },
  });
  return pathToFileURL(join(folder, file)).href;
}

/**
 * @param {object} settings
 * @param {string[]} settings.dawnOptions
 * @param {NodeJS.ProcessEnv} settings.environment added to this process's
 * @param {(module: string) => Promise<string>} settings.bundled address of a module's bundle
 * @returns {Promise<TrainingPage>}
 */
async function openPage({ dawnOptions, environment, bundled }) {
  const child = fork(processFile, dawnOptions, { env: { ...process.env, ...environment }, execArgv: [] });
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  const pending = new Map();
  /** @param {number} id @returns {Promise<any>} */
  const answerTo = (id) => new Promise((resolve, reject) => pending.set(id, { resolve, reject }));
  /** @type {Promise<Error>} how the process ended, once its last answer has been read; every call that it left open or that comes later says this */
  const ended = new Promise((resolve) => {
    child.on('error', resolve);
    child.once('close', (code, signal) => resolve(new Error(`The Node process that trained has ended ${signal ? `on ${signal}` : `with exit code ${code}`}; open another page.`)));
  });
  void ended.then((error) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  });
  child.on('message', (message) => {
    const { id, value, error } = /** @type {Answer} */ (message);
    const waiting = pending.get(id);
    pending.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
  });
  let calls = 0;
  /** @param {Call['method']} method @param {unknown[]} parameters */
  const call = async (method, ...parameters) => {
    if (!child.connected) throw await ended;
    const id = ++calls;
    // A process that has ended may refuse a message (EPIPE) before its end is seen here; how it ended is what is worth telling.
    child.send({ id, method, parameters }, (error) => error && child.kill('SIGKILL'));
    return answerTo(id);
  };
  const close = async () => {
    // Dawn may hang in an orderly exit, and nothing here is worth one.
    child.kill('SIGKILL');
    await ended;
  };
  try {
    /** @type {string} */
    const adapter = await answerTo(0);
    return {
      make: async (module, ...parameters) => call('make', await bundled(module), ...parameters),
      round: (steps) => call('round', steps),
      adapter: async () => adapter,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Node in place of a browser: each page is a process with its own Dawn, the WebGPU of Chromium, on the machine's adapter with
 * PLAYGROUND_GPU=1 and on SwiftShader without. `open` takes options of Dawn, such as `adapter=NVIDIA L4`, and rejects where
 * there is no adapter. The caller calls `close`, which closes every page.
 *
 * @throws an Error that says what to install, where the package `webgpu` or SwiftShader is missing
 */
export async function openNodePages() {
  const version = `Node ${process.versions.node}, webgpu ${dawnVersion()}`;
  const environment = driverEnvironment();
  const folder = mkdtempSync(join(tmpdir(), 'playground-node-'));
  /** @type {Map<string, Promise<string>>} */
  const bundles = new Map();
  const bundled = (/** @type {string} */ module) => {
    const made = bundles.get(module) ?? bundle(module, folder);
    bundles.set(module, made);
    return made;
  };
  /** @type {TrainingPage[]} */
  const pages = [];
  const open = async (/** @type {string[]} */ ...dawnOptions) => {
    const page = await openPage({ dawnOptions, environment, bundled });
    pages.push(page);
    return page;
  };
  const close = async () => {
    await Promise.all(pages.map((page) => page.close()));
    rmSync(folder, { recursive: true });
  };
  return { open, close, version };
}
