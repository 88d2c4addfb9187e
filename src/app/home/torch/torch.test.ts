import { unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findPython } from '../../../../bench/contenders/pytorch.mjs';
import { defaultExperiment } from '../../../config/experiment.ts';
import type { LoggedChange } from '../../../config/liveChange.ts';
import { settings } from '../../../config/schema.ts';
import type { Experiment, Run } from '../../../config/schema.ts';
import type { Dataset } from '../../../data/dataset.ts';
import { centerRules, losses } from '../../../losses/catalog.ts';
import { heads, models } from '../../../models/catalog.ts';
import { optimizers } from '../../../training/catalog.ts';
import { beginningOf } from '../../../training/beginning.ts';
import { openBackend } from '../../../training/backend/backend.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from '../../../training/tinyDataset.ts';
import { Trainer } from '../../../training/trainer.ts';
import { torchProgram } from './program.ts';
import { recordedSteps, torchZip } from './torchZip.ts';

const python = findPython();
const steps = 3;

beforeAll(async () => {
  await openBackend('cpu');
});

const term = (loss: string, weight: number, options = {}) => ({ loss, weight, on: true, options });
const run = (id: string, change: Partial<Run>): Run => ({ id, name: `it's "${id}"\\n`, head: 'linear', objective: [term('softmax', 1)], watched: [], ...change });
const centered = run('center', { objective: [term('softmax', 1), term('center', 0.3)] });
const ringed = run('ring', { head: 'linear-bias', objective: [term('softmax', 1), term('ring', 0.2, { radius: 2 })], watched: ['center'], rates: { learningRate: 0.02, centerRate: 0.7 } });
const digits = () => tinyDataset({ side: 8, trainCount: 60 });
const base: Experiment = { ...defaultExperiment, batchSize: 6, runs: [centered, ringed, run('plain', { watched: ['center', 'ring'] })] };

const cases: readonly (readonly [string, Experiment, () => Dataset, readonly LoggedChange[]])[] = [
  ['small CNN, Adam, gradient', { ...base, model: 'small-cnn', optimizer: 'adam', centerRule: 'gradient' }, digits, [{ step: 1, change: { kind: 'term', runs: [0], loss: 'center', weight: 1, on: true } }]],
  ['LeNet++, SGD, Wen et al.', { ...base, model: 'lenet++', optimizer: 'sgd', centerRule: 'paper', batchSize: 2, runs: [ringed] }, digits, [{ step: 2, change: { kind: 'rates', learningRate: 0.1, centerRate: 0.1 } }]],
  ['one dense layer, SGD without decay, a class left out', { ...base, model: 'direct', optimizer: 'sgd-no-decay', centerRule: 'gradient', heldOut: [3] }, digits, [{ step: 1, change: { kind: 'term', runs: [0], loss: 'center', weight: null, on: false } }]],
  ['embeddings', { ...embeddingExperiment, batchSize: 8 }, () => tinyEmbeddings(45), []],
];

/** Losses of each step and run, as the page's own code trains. */
async function trained(experiment: Experiment, dataset: Dataset, changes: readonly LoggedChange[]) {
  const trainer = new Trainer(experiment, dataset);
  for (let step = 0; step < steps; step++) {
    for (const { change } of changes.filter((one) => one.step === step)) trainer.change(change);
    trainer.advance();
  }
  const { trace } = await trainer.readLosses();
  const accuracies = (await trainer.evaluator.measureAtRest(trainer.evaluator.everything, true, () => true))!.map(({ metrics }) => metrics.testAccuracy);
  trainer.dispose();
  return { trace, accuracies };
}

describe('the PyTorch program', { timeout: 180_000 }, () => {
  it.each(cases)('of %s comes to the same losses as the page in three steps', async (_, experiment, make, changes) => {
    const dataset = make();
    const beginning = { ...(await beginningOf(experiment, dataset, steps)), dataset, train: dataset.train, test: dataset.test };
    const files = unzipSync(torchZip({ experiment, changes, steps, beginning }));
    expect(Object.keys(files)).toEqual(['train.py', 'initial.safetensors', 'batches.i32', 'train.examples', 'train.labels', 'test.examples', 'test.labels']);
    expect(files['batches.i32']!.length).toBe(4 * steps * experiment.batchSize);
    if (!python) return console.info('No PyTorch here: the program was written, not run.');
    const folder = mkdtempSync(join(tmpdir(), 'playground-torch-'));
    try {
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
      const { status, stdout, stderr } = spawnSync(python.path, [join(folder, 'train.py'), String(steps)], { encoding: 'utf8', env: { ...process.env, OMP_NUM_THREADS: '1' } });
      expect(status, stderr).toBe(0);
      const lines = stdout.trimEnd().split('\n').map((line) => line.split('\t'));
      const { trace, accuracies } = await trained(experiment, dataset, changes);
      expect(trace.losses).toHaveLength(steps);
      trace.losses.forEach((runs, i) =>
        runs.forEach((values, r) => {
          const found = Object.fromEntries(lines[i * runs.length + r]!.slice(2).map((cell) => cell.split(' ')));
          expect(Object.keys(found)).toEqual(Object.keys(values));
          for (const [loss, value] of Object.entries(values)) expect(Math.abs(Number(found[loss]) - value) / Math.max(1, Math.abs(value)), `step ${i + 1}, run ${r}, ${loss}`).toBeLessThan(1e-4);
        }),
      );
      expect(lines.slice(-experiment.runs.length).map((line) => Number(line[2]!.split(' ')[2]))).toEqual(accuracies.map((accuracy) => Number(accuracy.toFixed(4))));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is written for everything in the catalogs, and for every setting of an experiment', () => {
    const dataset = { label: 'x', classNames: ['a', 'b'], form: { height: 16, width: 16, channels: 1, mean: 0, std: 1 }, variants: 1, testVariants: 1 };
    const write = (change: Partial<Experiment>) => torchProgram({ experiment: { ...base, ...change }, changes: [], dataset, steps });
    for (const id of models.ids) expect(write({ model: id })).toContain('class Network');
    for (const id of optimizers.ids) expect(write({ optimizer: id })).toContain('torch.optim');
    for (const id of centerRules.ids) expect(write({ centerRule: id })).toContain('def center_step');
    for (const id of heads.ids) expect(write({ runs: [run('a', { head: id })] })).toContain(`"head":"${id}"`);
    for (const id of losses.ids) expect(write({ runs: [run('a', { objective: [term('softmax', 1), ...(id === 'softmax' ? [] : [term(id, 1)])] })] })).toContain(`def ${id}_loss`);
    // How features are drawn changes no training; all others are written.
    expect(Object.keys(settings).sort()).toEqual(['batchSize', 'centerRate', 'centerRule', 'dataset', 'dimension', 'heldOut', 'learningRate', 'model', 'optimizer', 'projection', 'seed']);
  });

  it('refuses by name what it does not know', () => {
    const dataset = { label: 'x', classNames: ['a', 'b'], form: { length: 4 }, variants: 2, testVariants: 2 };
    expect(() => torchProgram({ experiment: { ...base, model: 'toString' }, changes: [], dataset, steps })).toThrow('The PyTorch program does not know the model “toString”.');
    expect(() => torchProgram({ experiment: { ...base, runs: [run('a', { watched: ['triplet'] })] }, changes: [], dataset, steps })).toThrow('the loss “triplet”');
  });

  it('has the batches of all steps so far, within bounds', () => {
    expect([0, 250, 1e6].map(recordedSteps)).toEqual([100, 250, 5000]);
  });
});
