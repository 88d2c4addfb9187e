import { existsSync, readFileSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { createServer } from 'vite';
import { openPage } from '../openPage.mjs';

/** @typedef {import('../../src/app/proof/proof.ts').Proof} Proof */
/** @typedef {import('../../src/app/proof/compare.ts').Deviation} Deviation */

/** What a proof allows of relative deviation, in losses and features, unless told: on the same adapter there is none. */
export const usualTolerance = 1e-3;

/** Images of the test set that may be counted another way: a logit on the edge between two classes. */
const accuracyTolerance = 0.005;

/**
 * A proof's training once more, in a page that is ready: from its link to its step, its live changes at their steps.
 *
 * @param {import('playwright').Page} page
 * @param {Proof} proof
 * @returns {Promise<Proof>} what the page says of it then, with the losses at the proof's steps
 */
export async function trainedAgain(page, proof) {
  await page.evaluate((link) => window.playground.open(`#x=${link}`), proof.link);
  const stops = [...new Set([...(proof.runs[0]?.losses ?? []).map(({ step }) => step), proof.step])].sort((a, b) => a - b);
  /** @type {Proof['runs'][number]['losses'][]} */
  const losses = proof.runs.map(() => []);
  let at = 0;
  /** @type {Proof | null} */
  let again = null;
  for (const stop of stops) {
    if (stop > at) await page.evaluate((count) => window.playground.step(count), stop - at);
    at = stop;
    again = await page.evaluate((step) => window.playground.proof({ steps: [step] }), stop);
    again.runs.forEach((run, r) => losses[r]?.push(...run.losses));
  }
  if (!again) throw new Error('The proof has no step.');
  return { ...again, runs: again.runs.map((run, r) => ({ ...run, losses: losses[r] ?? [] })) };
}

/** The modules that read and compare proofs, as they are: Node cannot import TypeScript everywhere. */
async function proofModules() {
  const server = await createServer({ server: { middlewareMode: true, watch: null, ws: false }, appType: 'custom', logLevel: 'error' });
  try {
    const { proofIn } = /** @type {typeof import('../../src/app/proof/proof.ts')} */ (await server.ssrLoadModule('/src/app/proof/proof.ts'));
    const { deviations } = /** @type {typeof import('../../src/app/proof/compare.ts')} */ (await server.ssrLoadModule('/src/app/proof/compare.ts'));
    return { proofIn, deviations, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** @param {readonly Deviation[]} found @param {number} tolerance */
export const isWithin = (found, tolerance) => found.every(({ losses, features, testAccuracy }) => losses <= tolerance && features <= tolerance && testAccuracy <= accuracyTolerance);

/**
 * Trains what a figure shows again, in the built page, and prints how far the numbers of each run are off.
 *
 * @param {{ file: string, tolerance: number, backend: string }} options
 * @returns {Promise<boolean>} whether all are within the tolerance
 * @throws an Error with what is wrong with the file, or with the data that it needs
 */
export async function verifyFigure({ file, tolerance, backend }) {
  const { proofIn, deviations, close } = await proofModules();
  try {
    const proof = proofIn(readFileSync(file));
    const { dataset } = proof;
    console.log(`${dataset.label}, ${dataset.trainCount} train / ${dataset.testCount} test, ${proof.step} steps on ${proof.backend}, ${proof.adapter}`);
    if (!existsSync('dist/index.html')) execSync('npm run build', { stdio: 'inherit' });
    const { page, close: closePage } = await openPage({ query: backend === 'webgpu' ? '' : `?backend=${backend}`, port: 0 });
    try {
      const again = await trainedAgain(page, proof);
      if (again.dataset.sha256 !== dataset.sha256) throw new Error(`The data of ${dataset.label} are not those of the picture: ${again.dataset.sha256} in place of ${dataset.sha256}.`);
      console.log(`trained again on ${again.backend}, ${again.adapter}`);
      const found = deviations(proof, again);
      for (const run of found) {
        console.log(`${isWithin([run], tolerance) ? 'ok    ' : 'FAILED'} ${run.name}: losses ${run.losses.toExponential(2)}, features ${run.features.toExponential(2)}, test accuracy ${run.testAccuracy.toExponential(2)}`);
      }
      const passed = isWithin(found, tolerance);
      console.log(passed ? `All within ${tolerance}.` : `Not within ${tolerance}${again.adapter === proof.adapter ? '' : '; another adapter rounds another way, and the difference grows with the steps'}.`);
      return passed;
    } finally {
      await closePage();
    }
  } finally {
    await close();
  }
}
