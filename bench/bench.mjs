/**
 * Speed of a training step against its peers, in one headless Chromium (or, with --node, in Node on Dawn), the contenders in
 * alternation: medians and spread of several rounds. Then what training holds on the device over 1,000 steps, and on the built
 * page how it starts, what its animation costs, and how fast it trains in an installed Firefox beside Chromium.
 *
 *     npm run bench -- --help
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { installBenchPackages, installCommand, isInstalled } from '../scripts/benchPackages.mjs';
import { findFirefox } from '../scripts/browsers/firefox.mjs';
import { openNodePages } from './node/nodePages.mjs';
import { openBrowserPages } from './contenders/browserPages.mjs';
import { contendersFor } from './contenders/contenders.mjs';
import { printDrawing, printFirefox, printPage, printSaving } from './page/builtPage.mjs';
import { findPython } from './contenders/pytorch.mjs';
import { digits, markdown, spreadOf } from './tables.mjs';

/** @typedef {import('../src/models/catalog.ts').ConvNetId} ConvNetId */
/** @typedef {import('./contenders/workload.ts').Round} Round */

const usage = `npm run bench -- [--rounds 5] [--models small-cnn,lenet++] [--batches 64,128] [--lenet-batch 8]
                 [--parts speed,memory,page,saving,draw,firefox] [--tiles measured] [--node] [--json FILE]

--node trains in Node in place of a browser: speed and memory only.

Packages that some parts need are not installed with the project but by the bench, into bench/node_modules, where they are
missing: jax-js for speed and puppeteer-core for firefox, where there is a Firefox (55 MB together); webgpu for --node (132 MB).
With CI=true nothing is installed. What stays missing is named, its rows say "not installed", and the others are measured; without
webgpu there is no --node.`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    models: { type: 'string', default: 'small-cnn,lenet++' },
    batches: { type: 'string', default: '64,128' },
    'lenet-batch': { type: 'string', default: '8' },
    parts: { type: 'string', default: 'speed,memory,page,saving,draw,firefox' },
    tiles: { type: 'string', default: 'measured' },
    node: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
if (values.help) {
  console.log(usage);
  process.exit();
}
const rounds = Number(values.rounds);
const parts = values.parts.split(',');
const { tiles, node } = values;

/** A round of a contender lasts about this long, or one step, in milliseconds. */
const roundMs = 500;

/** @typedef {{ peak: { plainGflops: number, unrolledGflops: number }, workOf: (model: ConvNetId, batch: number) => Promise<number> }} Adapter */

const withFirefox = parts.includes('firefox') && !node;
const wanted = /** @type {import('../scripts/benchPackages.mjs').BenchPackage[]} */ ([
  ...(parts.includes('speed') ? ['@jax-js/jax'] : []),
  ...(withFirefox && findFirefox() ? ['puppeteer-core'] : []),
  ...(node ? ['webgpu'] : []),
]);
if (process.env['CI'] || !installBenchPackages(wanted)) {
  const absent = wanted.filter((name) => !isInstalled(name));
  if (absent.length > 0) console.log(`Not installed: ${absent.join(', ')} (${installCommand}).`);
}
const pages = node ? await openNodePages() : await openBrowserPages();
const python = findPython();
const report = {
  host: pages.version,
  cpu: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
  adapter: '',
  tiles: '',
  pytorch: python ? `${python.torch}${python.cuda ? ` on ${python.cuda}` : ''}` : null,
  rounds,
  peak: { plainGflops: NaN, unrolledGflops: NaN },
  speed: /** @type {object[]} */ ([]),
  memory: /** @type {object[]} */ ([]),
  page: /** @type {object | null} */ (null),
  saving: /** @type {object | null} */ (null),
  draw: /** @type {object | null} */ (null),
  firefox: /** @type {object | null} */ (null),
};

async function describeAdapter() {
  const page = await pages.open();
  report.adapter = await page.adapter();
  report.peak = await page.make('/bench/contenders/peak.ts', 'fmaPeak');
  await page.close();
}

/** @param {ConvNetId} model @param {number} batch */
async function stepGflop(model, batch) {
  const page = await pages.open();
  const flops = await /** @type {typeof page.make<number>} */ (page.make)('/bench/contenders/work.ts', 'stepFlops', model, batch);
  await page.close();
  return flops / 1e9;
}

/** @param {ConvNetId} model @param {number} batch */
async function measureSpeed(model, batch) {
  const gflop = await stepGflop(model, batch);
  const contenders = [];
  const missing = /** @type {string[]} */ ([]);
  for (const { open, ...entry } of contendersFor({ openPage: pages.open, model, batch, tiles, webgl: !node, python, jax: isInstalled('@jax-js/jax') })) {
    if (entry.missing) {
      missing.push(entry.name);
      continue;
    }
    try {
      const opened = await open();
      const { wallMs } = await opened.round(1);
      contenders.push({ ...entry, ...opened, steps: Math.max(1, Math.min(500, Math.round(roundMs / wallMs))), measured: /** @type {Round[]} */ ([]) });
    } catch (error) {
      // A peer may fail; without ours there is nothing to compare.
      if (entry.isOurs) throw error;
      console.log(`\n${entry.name} does not run at batch ${batch}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  for (let round = 0; round < rounds; round++) {
    // There and back, so that none always follows the same one.
    for (const { round: run, steps, measured } of round % 2 === 0 ? contenders : contenders.toReversed()) measured.push(await run(steps));
  }
  const results = contenders.map(({ name, runs, measured, firstStepMs }) => {
    const wall = spreadOf(measured.map(({ wallMs }) => wallMs));
    const host = spreadOf(measured.map(({ hostMs }) => hostMs)).median;
    return { model, batch, name, wallMs: wall, hostMs: host, firstStepMs, gflops: (gflop / wall.median) * 1000 * runs };
  });
  await Promise.all(contenders.map(({ close }) => close()));
  report.speed.push(...results);
  const ours = results[0]?.wallMs.median ?? NaN;
  console.log(`\n**${model}, batch ${batch}**\n`);
  console.log(
    markdown(
      ['', 'ms per step', 'least .. most', 'ratio to ours', 'host JavaScript, ms', 'first step, s', 'GFLOP/s'],
      [
        ...results.map(({ name, wallMs: { median, least, most }, hostMs, firstStepMs, gflops }) => [
          name,
          digits(median),
          `${digits(least)} .. ${digits(most)}`,
          digits(median / ours),
          name.startsWith('PyTorch') ? '' : digits(hostMs),
          (firstStepMs / 1000).toFixed(1),
          digits(gflops),
        ]),
        ...missing.map((name) => [name, 'not installed', '', '', '', '', '']),
      ],
    ),
  );
  console.log(`\nOurs, captured: ${shareOfPeak(results[0]?.gflops ?? NaN)}.`);
}

/** @param {number} gflops */
const shareOfPeak = (gflops) => {
  const { plainGflops, unrolledGflops } = report.peak;
  const percent = (/** @type {number} */ peak) => `${((100 * gflops) / peak).toFixed(0)} %`;
  return `${digits(gflops)} GFLOP/s, ${percent(plainGflops)} of the plain loop's and ${percent(unrolledGflops)} of the unrolled one's`;
};

async function measureMemory() {
  console.log('\n**Held while training, before and after 1,000 steps**\n');
  const rows = [];
  for (const runs of [1, 2]) {
    const page = await pages.open();
    /** @typedef {import('./contenders/soak.ts').Held} Held */
    const { before, after } = await /** @type {typeof page.make<{ before: Held, after: Held }>} */ (page.make)('/bench/contenders/soak.ts', 'soak', { batch: 64, runs, steps: 1000, tiles });
    report.memory.push({ runs, before, after });
    const both = (/** @type {number} */ a, /** @type {number} */ b) => `${a.toLocaleString('en')} → ${b.toLocaleString('en')}`;
    rows.push([`${runs}`, both(before.tensors, after.tensors), both(before.bytes, after.bytes), both(before.gpuBytes, after.gpuBytes)]);
    await page.close();
  }
  console.log(markdown(['runs', 'tensors', 'bytes, recorded step included', 'bytes of buffers in use on the device'], rows));
}

try {
  await describeAdapter();
  const { plainGflops, unrolledGflops } = report.peak;
  console.log(`${report.adapter}; ${report.host}; ${report.cpu}; PyTorch: ${report.pytorch ?? 'none found'}; ${rounds} rounds`);
  console.log(`Peak of multiply-adds: ${digits(plainGflops)} GFLOP/s in a plain loop, ${digits(unrolledGflops)} unrolled.`);
  if (parts.includes('speed')) {
    for (const model of /** @type {ConvNetId[]} */ (values.models.split(','))) {
      for (const batch of model === 'lenet++' ? [Number(values['lenet-batch'])] : values.batches.split(',').map(Number)) await measureSpeed(model, batch);
    }
  }
  if (parts.includes('memory')) await measureMemory();
} finally {
  await pages.close();
}
if (parts.includes('page') && !node) report.page = await printPage({ rounds, tiles });
if (parts.includes('saving') && !node) report.saving = await printSaving({ rounds, tiles });
if (parts.includes('draw') && !node) report.draw = await printDrawing();
if (withFirefox) report.firefox = await printFirefox({ rounds });
if (values.json) writeFileSync(values.json, JSON.stringify(report, null, 2));
