import { buildPage } from './buildPage.mjs';
import { openPage } from '../../scripts/openPage.mjs';
import { spreadOf } from '../tables.mjs';

/** Steps before anything is drawn, and moves of the pen that are measured. */
const steps = 100;
const moves = 60;

/** How long frames are counted while training, in milliseconds. */
const countingMs = 8000;

/**
 * The pad of the built page: how long it takes from a move of the pen until its mark sets out for its new place, at rest, and
 * how many frames a second the panels draw in motion, without and with decision regions.
 */
export async function measureDrawing() {
  await buildPage();
  const { page, close } = await openPage();
  try {
    await page.evaluate(settled, steps);
    await page.getByRole('button', { name: 'Draw and see' }).click();
    const pad = page.getByRole('button', { name: /^Pad/ });
    const box = await pad.boundingBox();
    if (!box) throw new Error('The pad is not in sight.');
    const at = (/** @type {number} */ k) => /** @type {const} */ ([box.x + box.width * (0.5 + 0.3 * Math.cos(k / 9)), box.y + box.height * (0.5 + 0.3 * Math.sin(k / 9))]);
    await page.mouse.move(...at(0));
    await page.mouse.down();
    await page.mouse.move(...at(1));
    await page.locator('[data-answered]').waitFor();
    await page.evaluate(watchMark);
    for (let k = 2; k < moves + 2; k++) {
      await page.mouse.move(...at(k));
      await page.evaluate(() => /** @type {{ placed: Promise<void> }} */ (/** @type {unknown} */ (globalThis)).placed);
    }
    await page.mouse.up();
    const strokes = await page.evaluate(() => /** @type {{ delays: number[] }} */ (/** @type {unknown} */ (globalThis)).delays);
    await page.getByRole('button', { name: 'Close the pad' }).click();
    const plain = await page.evaluate(framesWhileTraining, countingMs);
    await page.getByText('Decision regions').click();
    const withRegions = await page.evaluate(framesWhileTraining, countingMs);
    return { strokes: spreadOf(strokes), plain, withRegions };
  } finally {
    await close();
  }
}

/** Trains so many steps with the fastest programs; resolves once everything that follows a training is done. @param {number} count */
async function settled(count) {
  const { playground } = window;
  while ((await playground.info()).programs === 'quick') await playground.step(1);
  await playground.step(count);
  await playground.metrics();
}

/** Notes for every move of the pen when the first mark sets out for another place; `placed` resolves then. */
function watchMark() {
  const noted = /** @type {{ delays: number[], placed: Promise<void> }} */ (/** @type {unknown} */ (globalThis));
  noted.delays = [];
  const [mark] = document.querySelectorAll('[data-mark]');
  /** @type {(() => void) | null} */
  let resolve = null;
  let began = 0;
  document.addEventListener('pointermove', () => {
    began = performance.now();
    // A move that changes nothing moves no mark.
    noted.placed = new Promise((done) => {
      resolve = done;
      setTimeout(done, 1000);
    });
  }, { capture: true });
  new MutationObserver(() => {
    if (!resolve) return;
    noted.delays.push(performance.now() - began);
    resolve();
    resolve = null;
  }).observe(/** @type {Element} */ (mark), { attributes: true, attributeFilter: ['data-to'] });
}

/** Frames a second of a panel while it moves, from the median time between two; training goes on. @param {number} ms */
async function framesWhileTraining(ms) {
  const { playground } = window;
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('[data-shows] > canvas:not([data-beneath])'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @type {number[]} */
  const times = [];
  const draw = context.drawImage;
  context.drawImage = /** @type {typeof draw} */ ((/** @type {Parameters<typeof draw>} */ ...given) => {
    times.push(performance.now());
    return draw.apply(context, given);
  });
  await playground.start();
  await new Promise((resolve) => setTimeout(resolve, ms));
  await playground.pause();
  context.drawImage = draw;
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time)).filter((gap) => gap < 100).sort((a, b) => a - b);
  return { framesPerSecond: 1000 / (gaps[Math.floor(gaps.length / 2)] ?? NaN), frames: times.length };
}
