/**
 * Speed of a training step against stock TensorFlow.js, in one headless Chromium, the contenders in alternation; medians and
 * spread of several rounds. Every figure is milliseconds per step of one batch.
 *
 *     npm run bench -- [--rounds 5] [--batches 64,128] [--model small-cnn] [--json FILE]
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openDevPage } from '../scripts/devPage.mjs';

/** @typedef {{ name: string, module: 'ours' | 'stock', options: Record<string, unknown>, steps: number }} Entry */
/** @typedef {{ wallMs: number, hostMs: number }} Round */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    batches: { type: 'string', default: '64,128' },
    model: { type: 'string', default: 'small-cnn' },
    json: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const { model } = values;

/** @param {number} batch @returns {Entry[]} */
const entries = (batch) => [
  { name: 'ours, captured', module: 'ours', options: { batch, runs: 1, capture: true, model }, steps: 10 },
  { name: 'ours, each step queued', module: 'ours', options: { batch, runs: 1, capture: false, model }, steps: 10 },
  { name: 'ours, two runs, captured', module: 'ours', options: { batch, runs: 2, capture: true, model }, steps: 5 },
  { name: 'stock tfjs webgl', module: 'stock', options: { batch, backend: 'webgl', model }, steps: 1 },
  { name: 'stock tfjs cpu', module: 'stock', options: { batch, backend: 'cpu', model }, steps: 1 },
  { name: 'stock tfjs webgpu', module: 'stock', options: { batch, backend: 'webgpu', model }, steps: 1 },
];

/** @param {number[]} list */
function summary(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? NaN, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}

const { open, close, version } = await openDevPage();
const report = { browser: `Chromium ${version}`, cpu: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`, adapter: '', model, rounds, results: /** @type {object[]} */ ([]) };
try {
  for (const batch of values.batches.split(',').map(Number)) {
    const contenders = [];
    // A page each: tfjs keeps one backend active at a time.
    for (const entry of entries(batch)) {
      const page = await open();
      const first = await page.evaluate(async ({ module, options }) => {
        const path = `/bench/${module}.ts`;
        const { [module]: make } = await import(path);
        const contender = await make(options);
        Object.assign(globalThis, { contender });
        const info = (await navigator.gpu?.requestAdapter())?.info;
        return { firstStepMs: /** @type {number} */ (contender.firstStepMs), adapter: info ? info.description || `${info.vendor} ${info.architecture}` : 'none' };
      }, entry);
      report.adapter = first.adapter;
      contenders.push({ ...entry, page, firstStepMs: first.firstStepMs, measured: /** @type {Round[]} */ ([]) });
    }
    for (let r = 0; r < rounds; r++) {
      for (const { page, steps, measured } of contenders) {
        measured.push(await page.evaluate((count) => /** @type {{ contender: { round(n: number): Promise<Round> } }} */ (/** @type {unknown} */ (globalThis)).contender.round(count), steps));
      }
    }
    const ours = summary(contenders[0]?.measured.map(({ wallMs }) => wallMs) ?? []).median;
    console.log(`\n${model}, batch ${batch}; ${report.adapter}, ${report.browser}, ${report.cpu}; ${rounds} rounds\n`);
    console.log('| | ms per step | least .. most | ratio to ours | host JavaScript, ms | first step, s |\n|---|---|---|---|---|---|');
    for (const { name, measured, firstStepMs, page } of contenders) {
      const wall = summary(measured.map(({ wallMs }) => wallMs));
      const host = summary(measured.map(({ hostMs }) => hostMs)).median;
      report.results.push({ batch, name, wallMs: wall, hostMs: host, firstStepMs });
      console.log(`| ${name} | ${wall.median.toFixed(1)} | ${wall.least.toFixed(1)} .. ${wall.most.toFixed(1)} | ${(wall.median / ours).toFixed(1)} | ${host.toFixed(2)} | ${(firstStepMs / 1000).toFixed(1)} |`);
      await page.close();
    }
  }
} finally {
  await close();
}
if (values.json) writeFileSync(values.json, JSON.stringify(report, null, 2));
