import { findFirefox } from '../../scripts/browsers/firefox.mjs';
import { measureDrawing } from './draw.mjs';
import { compareFirefox } from './firefoxPage.mjs';
import { measurePage } from './page.mjs';
import { measureSaving, pageSavesEveryMs } from './saving.mjs';
import { digits, markdown } from '../tables.mjs';

/** How the page starts, and what its animation costs. @param {{ rounds: number, tiles: string }} options */
export async function printPage({ rounds, tiles }) {
  const { start, still, animated, longTasks } = await measurePage({ rounds, tiles });
  const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;
  console.log('\n**The built page**, 1440 x 900, two runs at batch 128\n');
  console.log(
    markdown(
      ['', ''],
      [
        ['first paint', seconds(start.paintMs)],
        ['controls respond', seconds(start.interactiveMs)],
        ['ready to train, untrained features drawn', seconds(start.readyMs)],
        ['a step without the page', `${digits(still.median)} ms (${digits(still.least)} .. ${digits(still.most)})`],
        ['a step with both panels animating', `${digits(animated.median)} ms (${digits(animated.least)} .. ${digits(animated.most)})`],
        ['share of its speed that training gives up', `${(100 * (1 - still.median / animated.median)).toFixed(0)} %`],
        [`main-thread tasks over 50 ms in ${longTasks.seconds} s of training`, `${longTasks.count}, the longest ${longTasks.longestMs.toFixed(0)} ms`],
      ],
    ),
  );
  return { start, still, animated, longTasks };
}

/** How fast a drawing is placed, and how many frames a second the panels draw. */
export async function printDrawing() {
  const { strokes, plain, withRegions } = await measureDrawing();
  console.log('\n**Drawing on the built page**, two runs, at rest\n');
  console.log(
    markdown(
      ['', ''],
      [
        ['from a move of the pen until its mark moves', `${digits(strokes.median)} ms (${digits(strokes.least)} .. ${digits(strokes.most)})`],
        ['frames a second in motion while training', digits(plain.framesPerSecond) || 'too few: points jump'],
        ['the same with decision regions', digits(withRegions.framesPerSecond) || 'too few: points jump'],
      ],
    ),
  );
  return { strokes, plain, withRegions };
}

/** Chromium against Firefox, where that is here. @param {{ rounds: number }} options */
export async function printFirefox({ rounds }) {
  const compared = await compareFirefox({ rounds });
  console.log('\n**The built page in Firefox**, one run of the small CNN with center loss\n');
  if (!compared) {
    console.log(`Not measured: ${findFirefox() ? 'puppeteer-core, which drives Firefox, is not installed' : 'no Firefox with a WebGPU adapter is installed here'}.`);
    return null;
  }
  const cells = compared.rows.map(({ batch, tiles, chromium, firefox }) => [
    `${batch}, ${tiles}`,
    ...[chromium, firefox].map(({ median, least, most }) => `${digits(median)} (${digits(least)} .. ${digits(most)})`),
    digits(firefox.median / chromium.median),
  ]);
  console.log(markdown(['batch, tiles in Firefox', `${compared.chromium}, ms per step`, `${compared.firefox}, ms per step`, 'ratio'], cells));
  return compared;
}

/** What keeping a training costs it. @param {{ rounds: number, tiles: string }} options */
export async function printSaving({ rounds, tiles }) {
  const { plain, saving, cost } = await measureSaving({ rounds, tiles });
  console.log('\n**Keeping on the built page**, two runs at batch 128\n');
  console.log(
    markdown(
      ['', ''],
      [
        ['a step', `${digits(plain.median)} ms (${digits(plain.least)} .. ${digits(plain.most)})`],
        ['a step while the training is copied and stored all the time', `${digits(saving.median)} ms (${digits(saving.least)} .. ${digits(saving.most)})`],
        ['training lost to one copy', `${digits(cost.median)} ms (${digits(cost.least)} .. ${digits(cost.most)})`],
        [`share of its speed that training gives up for one every ${pageSavesEveryMs / 1000} s`, `${((100 * cost.median) / pageSavesEveryMs).toFixed(1)} %`],
      ],
    ),
  );
  return { plain, saving, cost };
}
