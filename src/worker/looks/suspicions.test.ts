import { afterEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { Dataset } from '../../data/dataset.ts';
import { embeddingExperiment, tinyDataset, tinyEmbeddings } from '../../training/tinyDataset.ts';
import { createClient } from '../client.ts';
import type { DataDoor } from '../dataDoor.ts';
import type { Endpoint } from '../endpoint.ts';
import { noOwnSets } from '../noOwnSets.ts';
import { serve } from '../serve.ts';

const refused = () => Promise.reject(new Error('not in this test'));
const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

/** A training at step 0 over a real channel, on a data set of a person's own where it has that id. */
async function training(dataset: Dataset, experiment: Experiment, paths: readonly string[] = []) {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const own: DataDoor['own'] = { ...noOwnSets, load: () => Promise.resolve(dataset), trainingPaths: () => Promise.resolve(paths) };
  serve(port2 as Endpoint, { data: { load: () => Promise.resolve(dataset), download: refused, fromFiles: refused, own, availability: refused } });
  const client = createClient(port1 as Endpoint, () => undefined);
  port1.start();
  port2.start();
  await client.send('open', { dataUrl: 'data/', backend: 'cpu', tiles: 'measured' });
  await client.send('configure', { id: 1, experiment: { ...experiment, batchSize: 8, dataset: dataset.id } });
  return client;
}

/** With these training labels changed to the next class. */
function mislabelled({ train, classNames, ...rest }: Dataset, wrong: readonly number[]): Dataset {
  return { ...rest, classNames, train: { ...train, labels: train.labels.map((label, i) => (wrong.includes(i) ? (label + 1) % classNames.length : label)) } };
}

describe('labels that look wrong', { timeout: 120_000 }, () => {
  it('are found among the training images of one run, with what they should be and what each class looks like', async () => {
    const client = await training({ ...mislabelled(tinyEmbeddings(45), [4, 18]), id: 'photographs-0123456789ab' }, embeddingExperiment, Array.from({ length: 45 }, (_, i) => `${i}.jpg`));
    await client.send('step', { id: 1, count: 20 });
    const found = await client.send('suspects', { run: 0 });
    const first = Array.from(found.indices.subarray(0, 2), (index, s) => ({ index, label: found.labels[index], suggestion: found.suggestions[s] }));
    expect(first.sort((a, b) => a.index - b.index)).toEqual([4, 18].map((index) => ({ index, label: ((index % 3) + 1) % 3, suggestion: index % 3 })));
    expect(found).toMatchObject({ dataset: 'photographs-0123456789ab', step: 20, run: 0 });
    expect([found.indices.length, found.paths![18], found.typical.map(({ length }) => length)]).toEqual([45, '18.jpg', [2, 2, 2]]);
    expect(found.scores[1]).toBeGreaterThan(1);
    expect(found.scores[2]).toBeLessThan(1);
  });

  it('are refused before training and of a run that is none, and end with a set-up', async () => {
    const dataset = tinyDataset({ side: 10, trainCount: 40 });
    const client = await training(dataset, defaultExperiment);
    await expect(client.send('suspects', { run: 0 })).rejects.toThrow('Nothing has been trained yet');
    await expect(client.send('suspects', { run: 2 })).rejects.toThrow('There is no run 2.');
    await client.send('step', { id: 1, count: 1 });
    const tensors = (await client.send('memory', {})).tensors;
    const first = client.send('suspects', { run: 0 });
    const second = client.send('suspects', { run: 1 });
    await expect(first).rejects.toThrow('The search for wrong labels was ended.');
    expect((await second).paths).toBeNull();
    expect((await client.send('memory', {})).tensors).toBe(tensors);
    const third = client.send('suspects', { run: 1 });
    await Promise.all([expect(third).rejects.toThrow('The search for wrong labels was ended.'), client.send('configure', { id: 2, experiment: { ...defaultExperiment, batchSize: 8 } })]);
  });

  it('come with the images that they are of', async () => {
    const dataset = tinyDataset({ side: 10, trainCount: 40 });
    const client = await training(dataset, defaultExperiment);
    const ask = (index: number) => client.send('pictures', { id: dataset.id, part: 'train', indices: [index] });
    const [{ width, height, pixels }] = (await ask(3)) as [SeenImage];
    expect([width, height, ...pixels.subarray(0, 4)]).toEqual([10, 10, ...[0, 0, 0].map(() => dataset.train.values[300]), 255]);
    await expect(ask(40)).rejects.toThrow('There is no image 40.');
    await expect(client.send('pictures', { id: 'mnist', part: 'train', indices: [3] })).rejects.toThrow('Another data set is in use now.');
  });
});
