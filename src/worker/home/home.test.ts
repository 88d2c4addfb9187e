import { afterEach, describe, expect, it } from 'vitest';
import type { Experiment } from '../../config/schema.ts';
import { checkedExperiment } from '../../config/validate.ts';
import { dataSum } from '../../data/dataSum.ts';
import type { Dataset } from '../../data/dataset.ts';
import { decodeCheckpoint } from '../../training/checkpoint/checkpoint.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from '../../training/tinyDataset.ts';
import { defaultExperiment } from '../../config/experiment.ts';
import { createClient } from '../client.ts';
import type { DataDoor } from '../dataDoor.ts';
import type { Endpoint } from '../endpoint.ts';
import { noOwnSets } from '../noOwnSets.ts';
import type { OwnContents } from '../own/contents.ts';
import { serve } from '../serve.ts';

const refused = () => Promise.reject(new Error('not in this test'));
const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

/** A training at step 0 over a real channel. `contents` are of its data set. */
async function training(dataset: Dataset, experiment: Experiment, contents?: OwnContents) {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const own: DataDoor['own'] = { ...noOwnSets, load: () => Promise.resolve(dataset), contents: () => (contents ? Promise.resolve(contents) : refused()) };
  serve(port2 as Endpoint, { data: { load: () => Promise.resolve(dataset), download: refused, fromFiles: refused, own, availability: refused } });
  const client = createClient(port1 as Endpoint, () => undefined);
  port1.start();
  port2.start();
  await client.send('open', { dataUrl: 'data/', backend: 'cpu', tiles: 'measured' });
  await client.send('configure', { id: 1, experiment: { ...experiment, batchSize: 8, dataset: dataset.id } });
  return client;
}

const photographs: Dataset = { ...tinyEmbeddings(45), id: 'photographs-0123456789ab' };
const backbone: OwnContents['backbone'] = { id: 'b', label: 'B', description: '', side: 8, length: 12, source: '', licence: '', folder: 'b', addresses: [], files: [] };
const contents: OwnContents = { train: Array.from({ length: 45 }, (_, i) => `a/${i}.jpg`), test: Array.from({ length: 9 }, (_, i) => `b/${i}.jpg`), backbone };

describe('what a run has learned', { timeout: 120_000 }, () => {
  it('is what its checkpoint has, with shapes and without the optimizer, and its accuracy', async () => {
    const client = await training(photographs, embeddingExperiment, contents);
    await client.send('step', { id: 1, count: 5 });
    const { arrays } = decodeCheckpoint((await client.send('checkpoint', {})).bytes, checkedExperiment);
    const { runs } = await client.send('evaluate', {});
    for (const run of [0, 1]) {
      const learned = await client.send('learned', { run });
      expect([...learned.tensors].map(([name, { shape }]) => [name, shape])).toEqual([
        ['features/weight', [12, 16]],
        ['features/bias', [16]],
        ['logits/weight', [16, 3]],
        ['logits/bias', [3]],
        ['terms/center/centers', [3, 16]],
      ]);
      for (const [name, { values }] of learned.tensors) expect(values, name).toEqual(arrays[`runs/${run}/${name.startsWith('terms/') ? '' : 'parameters/'}${name}`]);
      expect(learned).toMatchObject({ step: 5, run, testAccuracy: runs[run]!.testAccuracy, testCount: 9, backbone, dataset: { id: photographs.id, classNames: ['a', 'b', 'c'], form: { length: 12 } } });
    }
    await expect(client.send('learned', { run: 2 })).rejects.toThrow('There is no run 2.');
  });

  it('is of small images all layers, and nothing is measured', async () => {
    const client = await training(tinyDataset({ side: 10, trainCount: 40 }), defaultExperiment);
    const { tensors, testAccuracy, backbone: none } = await client.send('learned', { run: 0 });
    expect([testAccuracy, none]).toEqual([null, null]);
    expect([...tensors].map(([name, { shape }]) => [name, shape.join(' ')])).toEqual([
      ...[['conv1', 1, 8], ['conv2', 8, 16], ['conv3', 16, 32]].flatMap(([name, inputs, outputs]) => [[`${name}/filter`, `3 3 ${inputs} ${outputs}`], [`${name}/bias`, `${outputs}`]]),
      ['conv1/slope', '8'],
      ['conv2/slope', '16'],
      ['conv3/slope', '32'],
      ['hidden/weight', '32 64'],
      ['hidden/bias', '64'],
      ['hidden/slope', '64'],
      ['features/weight', '64 2'],
      ['features/bias', '2'],
      ['logits/weight', '2 10'],
      ['terms/center/centers', '10 2'],
    ]);
  });
});

describe('the portrait of a training', { timeout: 120_000 }, () => {
  it('is of one step: features, whole evaluation, what it began as, and the sum of its data', async () => {
    const dataset = tinyDataset({ side: 10, trainCount: 40 });
    const client = await training(dataset, { ...defaultExperiment, model: 'direct' });
    await client.send('step', { id: 1, count: 2 });
    const portrait = await client.send('portrait', {});
    const { features, features: { runs } } = await client.send('features', {}).then((found) => ({ features: found }));
    expect(portrait.look).toEqual(features);
    expect([portrait.look.step, portrait.evaluation.step, portrait.labels.length, portrait.images.length]).toEqual([2, 2, features.count, features.count]);
    expect(Array.from(portrait.images, (i) => dataset.test.labels[i])).toEqual([...portrait.labels]);
    expect(portrait.evaluation).toEqual(await client.send('evaluate', {}));
    expect(runs).toHaveLength(2);
    expect(portrait.course).toMatchObject({ begun: { model: 'direct', batchSize: 8 }, log: [] });
    expect(portrait.dataset).toEqual({ id: dataset.id, label: dataset.label, trainCount: 40, testCount: dataset.test.labels.length, sha256: await dataSum(dataset) });
    const { train } = dataset;
    const changed = { ...dataset, train: { ...train, values: train.values.map((value, i) => (i === 5 ? value ^ 1 : value)) } };
    expect(await dataSum(changed)).not.toBe(portrait.dataset.sha256);
  });
});

describe('the table of images', { timeout: 120_000 }, () => {
  it('has training images before test images, each by its first embedding, with what an asker is told of it', async () => {
    const client = await training(photographs, embeddingExperiment, contents);
    await client.send('step', { id: 1, count: 20 });
    const table = await client.send('table', {});
    expect(table.paths).toEqual([...contents.train, ...contents.test]);
    expect([table.step, table.trainCount, table.length, table.labels.length, table.embeddings.length]).toEqual([20, 45, 12, 54, 54 * 12]);
    expect(table.embeddings.subarray(3 * 12, 4 * 12)).toEqual(photographs.train.values.subarray(2 * 3 * 12, (2 * 3 + 1) * 12));
    expect(table.embeddings.subarray(46 * 12, 47 * 12)).toEqual(photographs.test.values.subarray(12, 24));
    const { runs } = await client.send('evaluate', {});
    table.runs.forEach(({ name, predictions, probabilities }, r) => {
      const right = predictions.subarray(45).filter((prediction, i) => prediction === photographs.test.labels[i]).length;
      expect([name, right / 9]).toEqual([runs[r]!.name, runs[r]!.testAccuracy]);
      expect(probabilities.every((probability) => probability > 1 / 3 && probability <= 1)).toBe(true);
    });
  });

  it('is refused for images, in words, and ends with a set-up', async () => {
    const dataset = tinyDataset({ side: 10, trainCount: 40 });
    const client = await training(dataset, defaultExperiment);
    await expect(client.send('table', {})).rejects.toThrow('MNIST-10k is trained on its images themselves');
    const other = await training(photographs, embeddingExperiment, contents);
    const setUp = other.send('configure', { id: 2, experiment: { ...embeddingExperiment, batchSize: 8, dataset: photographs.id } });
    // What is asked for while it runs waits for it.
    expect((await other.send('table', {})).step).toBe(0);
    await setUp;
  });
});
