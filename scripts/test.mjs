/**
 * `npm test`: types, lint, unit, gpu, e2e, dawn, engines, in this order; each layer runs even where an earlier one failed.
 *
 *     npm test -- --layer unit --layer gpu      only these layers
 *     npm test -- --layer unit src/losses       only test files whose path has this text (unit, gpu, e2e, dawn, engines)
 *
 * Ends with the line "N passed, N failed", where types and lint count as one test each; exits with 1 where any failed. The
 * layer dawn trains in Node, with the packages of bench/; the layer engines opens the built page in Firefox and WebKit. What of
 * these is not installed fails with CI=true; elsewhere it is counted as skipped, ", N skipped", and the line above says what to
 * install.
 * Environment: DATA_DIR (a folder with MNIST in `mnist/` and the backbone in `weights/`, for the e2e layer), CHROME_PATH, FIREFOX_PATH, PLAYGROUND_GPU=1 (the machine's
 * own adapter in place of the software one).
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installCommand, isInstalled } from './benchPackages.mjs';
import { adapterName, ensureBrowser } from './browser.mjs';
import { engines } from './engines.mjs';

/** @typedef {{ passed: number, failed: number, skipped?: string[] }} Count skipped: what did not run, and what would make it */
/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} VitestReport */
/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport */

const allLayers = /** @type {const} */ (['types', 'lint', 'unit', 'gpu', 'e2e', 'dawn', 'engines']);
/** @typedef {typeof allLayers[number]} Layer */

const { values, positionals } = parseArgs({ options: { layer: { type: 'string', multiple: true } }, allowPositionals: true });
const unknown = values.layer?.filter((name) => !allLayers.some((layer) => layer === name)) ?? [];
if (unknown.length) {
  console.error(`There is no layer ${unknown.join(', ')}. Layers: ${allLayers.join(', ')}.`);
  process.exit(2);
}
const layers = allLayers.filter((name) => !values.layer || values.layer.includes(name));
const filter = positionals.map((text) => ` "${text}"`).join('');
const reports = mkdtempSync(join(tmpdir(), 'playground-tests-'));

/**
 * Runs a shell command with its output shown.
 *
 * @param {string} command
 * @param {NodeJS.ProcessEnv} [environment] added to this process's
 * @returns {Promise<boolean>} whether it exited with 0
 */
function run(command, environment = {}) {
  const child = spawn(command, { shell: true, stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve(code === 0)));
}

/**
 * Counts of a runner's JSON report. A run that failed outside its tests counts as one failure.
 *
 * @template Report
 * @param {boolean} ok whether the runner exited with 0
 * @param {string} file the report
 * @param {(report: Report) => Count} read
 * @returns {Count}
 */
function count(ok, file, read) {
  const { passed, failed } = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 };
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}

/** @param {string} command */
async function single(command) {
  const ok = await run(command);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** @param {string} command */
async function mustRun(command) {
  if (!(await run(command))) throw new Error(`"${command}" failed; its message is above.`);
}

/** @param {'unit' | 'gpu' | 'dawn' | 'engines'} project @param {string} [files] in place of those of the command line */
async function vitest(project, files = filter) {
  await mustRun('node scripts/data/pack-mnist.mjs');
  const file = join(reports, `${project}.json`);
  const ok = await run(`npx vitest run --project ${project} --reporter=default --reporter=json --outputFile.json="${file}"${files}`);
  return count(ok, file, (/** @type {VitestReport} */ report) => {
    const unloadable = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
    return { passed: report.numPassedTests, failed: report.numFailedTests + unloadable.length };
  });
}

async function announceBrowser() {
  ensureBrowser();
  console.log(`WebGPU adapter: ${await adapterName()}`);
}

/** @type {Promise<void> | undefined} */
let building;

/** Builds the page, once for all layers. */
function buildOnce() {
  building ??= (async () => {
    if (process.env['DATA_DIR']) await mustRun(`npm run data -- mnist${existsSync(join(process.env['DATA_DIR'], 'weights')) ? ' mobilenet' : ''}`);
    await mustRun('npm run build');
  })();
  return building;
}

async function endToEnd() {
  await announceBrowser();
  await buildOnce();
  const file = join(reports, 'e2e.json');
  const ok = await run(`npx playwright test --reporter=list,json${filter}`, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  return count(ok, file, (/** @type {PlaywrightReport} */ { stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped }));
}

/**
 * Adds what is not installed to what was counted: as failed with CI=true, else as skipped.
 *
 * @param {Count} counted
 * @param {string[]} missing
 * @returns {Count}
 */
function withMissing(counted, missing) {
  if (!process.env['CI']) return { ...counted, skipped: missing };
  for (const line of missing) console.error(`CI needs ${line}.`);
  return { passed: counted.passed, failed: counted.failed + missing.length };
}

/** @returns {Promise<Count>} */
async function otherEngines() {
  const asked = engines.filter(({ test }) => positionals.length === 0 || positionals.some((text) => test.includes(text)));
  const missing = asked.filter(({ find }) => !find()).map(({ name, install }) => `${name}, which is not installed here (${install})`);
  const present = asked.filter(({ find }) => find());
  let counted = { passed: 0, failed: 0 };
  if (present.length > 0) {
    await announceBrowser();
    await buildOnce();
    counted = await vitest('engines', present.map(({ test }) => ` "${test}"`).join(''));
  }
  return withMissing(counted, missing);
}

/** @returns {Promise<Count>} */
async function nodeOnDawn() {
  if (!isInstalled('webgpu')) return withMissing({ passed: 0, failed: 0 }, [`training in Node, whose package webgpu is not installed here (${installCommand})`]);
  // Node trains on the software adapter that comes with the browser.
  ensureBrowser();
  return vitest('dawn');
}

/** @type {Record<Layer, () => Promise<Count>>} */
const runners = {
  types: () => single('npm run --silent types'),
  lint: () => single('npm run --silent lint'),
  unit: () => vitest('unit'),
  gpu: async () => {
    await announceBrowser();
    return vitest('gpu');
  },
  e2e: endToEnd,
  dawn: nodeOnDawn,
  engines: otherEngines,
};

/**
 * @param {Layer} layer
 * @returns {Promise<Count>}
 */
async function runLayer(layer) {
  console.log(`\n=== ${layer}`);
  const start = performance.now();
  const result = await runners[layer]().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`=== ${layer}: ${result.failed ? 'FAILED' : 'ok'}, ${result.passed} passed and ${result.failed} failed in ${seconds} s`);
  return result;
}

const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const notRun = [];
for (const layer of layers) {
  const { passed, failed, skipped = [] } = await runLayer(layer);
  total.passed += passed;
  total.failed += failed;
  notRun.push(...skipped);
}
rmSync(reports, { recursive: true });
if (notRun.length > 0) console.log(`\nNot run: ${notRun.join('; ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${notRun.length > 0 ? `, ${notRun.length} skipped` : ''}`);
process.exitCode = total.failed ? 1 : 0;
