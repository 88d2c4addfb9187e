import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** WebKit as Safari has it, without WebGPU: GTK's small browser, its driver, and a screen for it where there is none. */
export const webkitPackages = ['webkit2gtk-driver', 'xvfb'];

const driverPath = '/usr/bin/WebKitWebDriver';
const screenPath = '/usr/bin/Xvfb';
const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
const browserPaths = ['4.1', '4.0'].map((version) => `/usr/lib/${architecture}-linux-gnu/webkit2gtk-${version}/MiniBrowser`);

/** The CPU of a busy machine trains slowly. */
const scriptLimitMs = 600_000;

/**
 * Path of GTK's small browser with WebKit.
 *
 * @returns {string | undefined} undefined where it, its driver or a screen for it is missing
 */
export function findWebKit() {
  if (!existsSync(driverPath) || !existsSync(screenPath)) return undefined;
  return browserPaths.find((path) => existsSync(path));
}

/**
 * A page of WebKit. Everything rejects with the driver's or the page's words.
 *
 * @typedef {object} WebKitPage
 * @property {string} version
 * @property {(url: string) => Promise<void>} goto
 * @property {<Result, Parameters extends unknown[]>(work: (...parameters: Parameters) => Result | Promise<Result>, ...parameters: Parameters) => Promise<Result>} evaluate
 *   calls a function in the page, by its text, with parameters and a result as JSON
 * @property {(work: () => unknown) => Promise<void>} waitFor resolves once a function is true in the page, asked after each drawing; a reject counts as false
 * @property {(xpath: string) => Promise<void>} click on the first element that an XPath finds, where it can be seen
 * @property {(width: number, height: number) => Promise<void>} setViewport
 * @property {() => Promise<Buffer>} screenshot a PNG of the viewport
 * @property {() => Promise<void>} close
 */

/** The browser's own bar would keep its window wider than a phone. */
const narrowBar = '* { min-width: 0; margin: 0; padding: 0; font-size: 1px; -gtk-icon-transform: scale(0.1); }';

/** Settings of the desktop that the browser is to see. @returns {string} a folder of its own */
function makeSettings() {
  const folder = mkdtempSync(join(tmpdir(), 'playground-webkit-'));
  mkdirSync(join(folder, 'gtk-3.0'));
  writeFileSync(join(folder, 'gtk-3.0', 'gtk.css'), narrowBar);
  return folder;
}

/** @returns {Promise<number>} a port that is free */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** Starts a screen that nobody sees. @returns {Promise<{ display: string, close: () => Promise<void> }>} */
async function openScreen() {
  const child = spawn(screenPath, ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`Xvfb ended with exit code ${code}.`)));
    child.stdio[3]?.once('data', (number) => resolve(`:${String(number).trim()}`));
  });
  return { display, close: () => end(child) };
}

/**
 * One request of WebDriver.
 *
 * @param {string} address
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {object} [body]
 * @returns {Promise<any>}
 */
async function request(address, method, body) {
  const response = await fetch(address, { method, ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`WebKit's driver refused ${method} ${new URL(address).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}

/** Resolves when the driver answers. @param {string} address @param {import('node:child_process').ChildProcess} driver */
async function answering(address, driver) {
  for (;;) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with exit code ${driver.exitCode}.`);
    const { ready } = await request(`${address}/status`, 'GET').catch(() => ({ ready: false }));
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Keeps what an asynchronous script resolves with; a rejection comes back as its words. */
const scriptEnd = 'const done = arguments[arguments.length - 1]; const parameters = Array.from(arguments).slice(0, -1);';

/** @param {string} session address of a session @returns {Omit<WebKitPage, 'version' | 'close'>} */
function pageOf(session) {
  const run = async (/** @type {string} */ work, /** @type {unknown[]} */ parameters) => {
    const script = `${scriptEnd} Promise.resolve().then(() => (${work})(...parameters)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await request(`${session}/execute/async`, 'POST', { script, args: parameters });
    if (error !== undefined) throw new Error(error);
    return value;
  };
  /** @type {WebKitPage['evaluate']} */
  const evaluate = (work, ...parameters) => run(String(work), parameters);
  return {
    goto: (url) => request(`${session}/url`, 'POST', { url }),
    evaluate,
    waitFor: (work) =>
      run(`async () => { while (!(await Promise.resolve().then(${String(work)}).catch(() => false))) await new Promise((drawn) => setTimeout(drawn, 20)); }`, []),
    async click(xpath) {
      const found = await request(`${session}/element`, 'POST', { using: 'xpath', value: xpath });
      await request(`${session}/element/${Object.values(found)[0]}/click`, 'POST', {});
    },
    async setViewport(width, height) {
      // A window has a frame and a bar of its own, and takes a size when it likes to.
      await request(`${session}/window/rect`, 'POST', { x: 0, y: 0, width, height });
      const [innerWidth, innerHeight] = await evaluate(() => [window.innerWidth, window.innerHeight]);
      await request(`${session}/window/rect`, 'POST', { x: 0, y: 0, width: 2 * width - (innerWidth ?? width), height: 2 * height - (innerHeight ?? height) });
      await evaluate((w, h) => new Promise((resolve) => {
        const look = () => (window.innerWidth === w && window.innerHeight === h ? resolve(undefined) : setTimeout(look, 20));
        look();
      }), width, height);
    },
    screenshot: async () => Buffer.from(await request(`${session}/screenshot`, 'GET'), 'base64'),
  };
}

/**
 * Opens WebKit on a screen of its own. The caller calls `close`.
 *
 * @returns {Promise<WebKitPage>}
 * @throws an Error that says what to install, where it is missing
 */
export async function launchWebKit() {
  const binary = findWebKit();
  if (!binary) throw new Error(`WebKit's small browser and its driver are not installed. Debian: apt-get install ${webkitPackages.join(' ')}.`);
  const screen = await openScreen();
  const settings = makeSettings();
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  // Root cannot have WebKit's sandbox; it opens only the page of this project.
  const unsandboxed = process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {};
  const environment = { DISPLAY: screen.display, XDG_CONFIG_HOME: settings, LIBGL_ALWAYS_SOFTWARE: '1', ...unsandboxed };
  const driver = spawn(driverPath, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, ...environment } });
  const close = async () => {
    await end(driver);
    await screen.close();
    rmSync(settings, { recursive: true });
  };
  try {
    await answering(address, driver);
    const alwaysMatch = { 'webkitgtk:browserOptions': { binary, args: ['--automation'] }, timeouts: { script: scriptLimitMs, pageLoad: scriptLimitMs } };
    const { sessionId, capabilities } = await request(`${address}/session`, 'POST', { capabilities: { alwaysMatch } });
    const session = `${address}/session/${sessionId}`;
    return {
      ...pageOf(session),
      version: `${capabilities.browserName} ${capabilities.browserVersion}`,
      close: async () => {
        try {
          await request(session, 'DELETE');
        } finally {
          await close();
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
