import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, Examples } from '../data/dataset.ts';
import { openBackend } from './backend/backend.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from './tinyDataset.ts';
import { Trainer } from './trainer.ts';

beforeAll(() => openBackend('cpu'));

const without = { ...embeddingExperiment, batchSize: 8, heldOut: [1] };

/** These examples with every number of a class replaced. */
function spoiled({ values, labels, variants = 1 }: Examples, of: number): Examples {
  const width = values.length / labels.length;
  return { labels, variants, values: Float32Array.from(values, (value, k) => (labels[Math.floor(k / width)] === of ? Number.NaN : value)) };
}

/** The test set without a class. */
function testedWithout({ test: { values, labels }, ...dataset }: Dataset, of: number): Dataset {
  const width = values.length / labels.length;
  return { ...dataset, test: { values: Float32Array.from(values).filter((_, k) => labels[Math.floor(k / width)] !== of), labels: labels.filter((label) => label !== of) } };
}

async function trained(dataset: Dataset, experiment = without, steps = 40) {
  const trainer = new Trainer(experiment, dataset);
  trainer.advance(steps);
  const { evaluator } = trainer;
  return { trainer, evaluator, measured: (await evaluator.measureAtRest(evaluator.everything, true, () => true))! };
}

describe('classes left out of training', () => {
  const dataset = tinyEmbeddings(60);

  it('are in no batch: what their examples are makes no difference, to the bit', async () => {
    const [clean, bad] = [await trained(dataset), await trained({ ...dataset, train: spoiled(dataset.train, 1) })];
    expect(bad.trainer.stepsPerEpoch).toBe(5);
    expect(bad.measured[1]!.features).toEqual(clean.measured[1]!.features);
    expect(clean.measured[1]!.features.every(Number.isFinite)).toBe(true);
    const all = await trained({ ...dataset, train: spoiled(dataset.train, 1) }, { ...without, heldOut: [] });
    expect(all.measured[1]!.features.every(Number.isNaN)).toBe(true);
    [clean, bad, all].forEach(({ trainer }) => trainer.dispose());
  });

  it('keep their places in the head: the runs begin alike whatever is left out', async () => {
    const [some, all] = [await trained(dataset, without, 0), await trained(dataset, { ...without, heldOut: [] }, 0)];
    expect(some.trainer.parameterCount).toBe(all.trainer.parameterCount);
    expect(some.measured[0]!.features).toEqual(all.measured[0]!.features);
    const logits = all.measured[0]!.logits.map((logit, k) => (k % 3 === 1 ? -Infinity : logit));
    expect(some.measured[0]!.logits).toEqual(logits);
    some.trainer.dispose();
    all.trainer.dispose();
  });

  it('count in no measure, are no answer, and have neither mean nor center; their features stay in their places', async () => {
    const before = memory().numTensors;
    const [some, known] = [await trained(dataset), await trained(testedWithout(dataset, 1))];
    for (const [r, { features, logits, predictions, means, centers, metrics }] of some.measured.entries()) {
      expect(metrics).toEqual(known.measured[r]!.metrics);
      expect(predictions).not.toContain(1);
      expect([...logits].filter((_, k) => k % 3 === 1).every((logit) => logit === -Infinity)).toBe(true);
      expect(Array.from(means, Number.isNaN)).toEqual(Array.from({ length: 48 }, (_, k) => k >= 16 && k < 32));
      expect(Array.from(centers!, Number.isNaN)).toEqual(Array.from({ length: 48 }, (_, k) => k >= 16 && k < 32));
      const rows = dataset.test.labels.filter((label) => label !== 1).length;
      expect(rows).toBe(6);
      expect(features.filter((_, k) => dataset.test.labels[Math.floor(k / 16)] !== 1)).toEqual(known.measured[r]!.features);
    }
    const sampled = await some.evaluator.measure(some.evaluator.probe, true, 4);
    const two = { indices: some.evaluator.probe.indices.slice(0, 4), labels: some.evaluator.probe.labels.slice(0, 4) };
    expect(sampled[0]!.metrics).toEqual((await some.evaluator.measure(two, true))[0]!.metrics);
    expect([some.evaluator.countedOf(some.evaluator.everything), some.evaluator.countedOf(two)]).toEqual([6, [...two.labels].filter((label) => label !== 1).length]);
    some.trainer.dispose();
    known.trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('are not among the training images that strangers are told by', async () => {
    const { trainer, evaluator } = await trained(dataset, without, 0);
    const { indices, labels } = evaluator.trainingSample;
    expect(labels).toHaveLength(40);
    expect(labels).not.toContain(1);
    expect(Array.from(indices, (index) => dataset.train.labels[index / 2]!)).toEqual([...labels]);
    trainer.dispose();
  });

  it('go on from a checkpoint in the same order', async () => {
    const one = await trained(dataset, without, 7);
    const checkpoint = await one.trainer.checkpoint();
    expect(checkpoint.experiment.heldOut).toEqual([1]);
    one.trainer.advance(9);
    const other = new Trainer(checkpoint.experiment, dataset);
    other.restore(checkpoint);
    other.advance(9);
    expect((await other.evaluator.measure(other.evaluator.everything, true))[1]!.features).toEqual((await one.evaluator.measure(one.evaluator.everything, true))[1]!.features);
    one.trainer.dispose();
    other.dispose();
  });

  it('must leave two, and a batch must fit what is left', () => {
    const images = tinyDataset({ side: 8, trainCount: 20 });
    expect(() => new Trainer({ ...without, heldOut: [0, 1] }, dataset)).toThrow('has one to train on');
    expect(() => new Trainer({ ...without, heldOut: [10] }, images)).toThrow('has no class 10');
    expect(() => new Trainer({ ...without, model: 'direct', batchSize: 20 }, images)).toThrow('A batch of 20 images cannot be drawn from 18.');
  });
});
