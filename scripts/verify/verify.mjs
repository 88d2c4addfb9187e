/**
 * Recomputes golden numbers with the code that the page trains with, and prints a line per case with its largest error.
 * Exits with 1 where a case is further than 1e-4 (of the largest entry of the array; all-zero arrays: 1e-9 absolute), with 2
 * where the file or the command is wrong.
 *
 *     npm run verify -- --golden FILE [--backend webgpu|cpu]
 *
 * webgpu runs in headless Chromium, cpu in Node.
 *
 *     npm run verify -- --backbone [--images DIR] [--count 50]
 *
 * holds the page's embeddings of photographs against PyTorch (verifyBackbone.mjs), with the same exit codes; the bar is 1e-3.
 *
 *     npm run verify -- FIGURE.png [--backend webgpu|webgl|cpu] [--tolerance 1e-3]
 *
 * trains what a figure (PNG or SVG) shows once more, in the built page (verifyFigure.mjs), with the same exit codes.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { openDevPage } from '../devPage.mjs';
import { verifyBackbone } from './verifyBackbone.mjs';
import { usualTolerance, verifyFigure } from './verifyFigure.mjs';

/** @typedef {typeof import('../../src/training/golden/verify.ts')} Verifier */
/** @typedef {Awaited<ReturnType<Verifier['verifyGolden']>>} Outcome */

/** @param {string} message @returns {never} */
function refuse(message) {
  console.error(message);
  process.exit(2);
}

/** @param {unknown} content @returns {Promise<Outcome>} */
async function onCpu(content) {
  // tfjs's Node platform asks for its modules this way, which ES modules do not have.
  Object.assign(globalThis, { require: createRequire(import.meta.url) });
  const server = await createServer({ server: { middlewareMode: true }, ssr: { noExternal: [/@tensorflow\//] }, appType: 'custom', logLevel: 'error' });
  try {
    const { verifyGolden } = /** @type {Verifier} */ (await server.ssrLoadModule('/src/training/golden/verify.ts'));
    return await verifyGolden(content, 'cpu');
  } finally {
    await server.close();
  }
}

/** @param {unknown} content @returns {Promise<Outcome>} */
async function onWebGPU(content) {
  const { open, close } = await openDevPage();
  try {
    const page = await open();
    // Playwright adds a stack to what a page throws, so a refusal comes back as a value.
    const outcome = await page.evaluate(async (golden) => {
      const path = '/src/training/golden/verify.ts';
      const { verifyGolden } = /** @type {Verifier} */ (await import(path));
      return verifyGolden(golden, 'webgpu').catch((/** @type {unknown} */ error) => ({ refusal: error instanceof Error ? error.message : String(error) }));
    }, content);
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    return outcome;
  } finally {
    await close();
  }
}

/** @param {string | undefined} file @param {string} backend */
async function verifyFile(file, backend) {
  if (!file) refuse('Name the golden file: npm run verify -- --golden FILE');
  if (backend !== 'webgpu' && backend !== 'cpu') refuse(`--backend is ${backend}; it must be webgpu or cpu.`);
  /** @type {unknown} */
  let content;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    refuse(`${file} cannot be read as JSON: ${String(error)}`);
  }
  const { adapter, reports } = await (backend === 'cpu' ? onCpu(content) : onWebGPU(content));
  console.log(`${backend}, ${adapter}`);
  for (const { name, worst, passed } of reports) {
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}: ${worst.error.toExponential(2)}${worst.absolute ? ' (absolute)' : ''} in ${worst.what}`);
  }
  const failed = reports.filter(({ passed }) => !passed).length;
  console.log(`${reports.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { tolerance: { type: 'string', default: String(usualTolerance) }, golden: { type: 'string' }, backend: { type: 'string', default: 'webgpu' }, backbone: { type: 'boolean', default: false }, images: { type: 'string' }, count: { type: 'string', default: '50' } } });
const { golden, backend, backbone, images } = values;
const count = Number(values.count);
if (!Number.isInteger(count) || count < 1) refuse(`--count is ${values.count}; it must be a whole number from 1 on.`);
const tolerance = Number(values.tolerance);
if (!(tolerance >= 0)) refuse(`--tolerance is ${values.tolerance}; it must be a number from 0 on.`);
if (positionals.length > 1) refuse('Name one figure: npm run verify -- FIGURE.png');
const [figure] = positionals;
try {
  const passed = await (figure ? verifyFigure({ file: figure, tolerance, backend }) : backbone ? verifyBackbone({ images, count }) : verifyFile(golden, backend));
  process.exitCode = passed ? 0 : 1;
} catch (error) {
  refuse(error instanceof Error ? error.message : String(error));
}
