import { afterEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import type { Experiment } from '../../config/schema.ts';
import { tinyDataset } from '../../training/tinyDataset.ts';
import type { DataDoor } from '../dataDoor.ts';
import { createClient } from '../client.ts';
import type { Endpoint } from '../endpoint.ts';
import type { WorkerEvent } from '../protocol.ts';
import { serve } from '../serve.ts';
import { noOwnSets } from '../noOwnSets.ts';

const refused = () => Promise.reject(new Error('not in this test'));
const data: DataDoor = { load: () => Promise.resolve(tinyDataset({ side: 10, trainCount: 40 })), download: refused, fromFiles: refused, own: noOwnSets, availability: refused };
const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

/** A training at step 0, set up over a real channel, and what is told of it, in order. */
async function training(change: Partial<Experiment>) {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const events: WorkerEvent[] = [];
  serve(port2 as Endpoint, { data });
  const client = createClient(port1 as Endpoint, (event) => events.push(event));
  port1.start();
  port2.start();
  const experiment: Experiment = { ...defaultExperiment, batchSize: 8, ...change };
  await client.send('open', { dataUrl: 'data/', backend: 'cpu', tiles: 'measured' });
  await client.send('configure', { id: 1, experiment });
  const of = <T extends WorkerEvent['type']>(type: T) => events.filter((event): event is Extract<WorkerEvent, { type: T }> => event.type === type);
  const told = (type: WorkerEvent['type'], count: number) => expect.poll(() => of(type).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  return { client, experiment, events, of, told };
}

const live = { dimension: 8, projection: 'tsne' } as const;

describe('what is told at rest', { timeout: 120_000 }, () => {
  it('is a picture by t-SNE on its way until it has settled, with how far it agrees before and after', async () => {
    const { client, of, told, events } = await training(live);
    await told('agreement', 2);
    const atFirst = of('snapshot').map(({ snapshot }) => snapshot);
    expect(atFirst.length).toBeGreaterThan(2);
    // Untrained runs are the same, and so are their pictures.
    for (const { runs, count } of atFirst) expect([count, runs[0]!.points]).toEqual([20, runs[1]!.points]);
    for (const { agreement } of of('agreement')) {
      expect(agreement).toMatchObject({ step: 0, count: 20 });
      for (const { plane, all } of agreement.runs) for (const share of [plane, all]) expect(share >= 0 && share <= 1).toBe(true);
    }
    await client.send('step', { id: 1, count: 3 });
    await told('agreement', 4);
    expect(events.at(-1)).toMatchObject({ type: 'agreement', agreement: { step: 3 } });
    const { runs } = await client.send('features', {});
    expect(runs.map(({ points }) => points)).toEqual(of('snapshot').at(-1)!.snapshot.runs.map(({ points }) => points));
    for (const { snapshot } of of('snapshot')) for (const { points, means } of snapshot.runs) for (const values of [points, means]) expect(values.every(Number.isFinite)).toBe(true);
  });

  it('ends when training goes on, and nothing waits for it', async () => {
    const { client, of, told, events } = await training(live);
    await told('agreement', 1);
    expect((await client.send('memory', {})).tensors).toBeGreaterThan(0);
    await client.send('step', { id: 1, count: 1 });
    await told('agreement', 2);
    const began = events.findIndex((event) => event.type === 'running' && event.running);
    expect(events.slice(began).filter((event) => event.type === 'snapshot' && event.snapshot.step === 0)).toEqual([]);
    expect(of('halted')).toEqual([]);
  });

  it('ends with its experiment', async () => {
    const { client, events, experiment, told } = await training(live);
    await told('agreement', 1);
    await client.send('configure', { id: 2, experiment: { ...experiment, seed: 5 } });
    const prepared = events.findIndex((event) => event.type === 'prepared' && event.id === 2);
    await told('agreement', 3);
    expect(events.slice(prepared).filter((event) => 'id' in event && event.id === 1)).toEqual([]);
  });

  it('is one picture by PCA, and how far it agrees', async () => {
    const { client, of, told } = await training({ dimension: 8, projection: 'pca' });
    await told('agreement', 1);
    expect(of('snapshot')).toHaveLength(2);
    await client.send('step', { id: 1, count: 2 });
    await told('evaluation', 1);
    expect(of('snapshot').filter(({ snapshot }) => snapshot.step === 2)).toHaveLength(1);
    expect(of('agreement')).toHaveLength(2);
  });

  it('is one picture of two features, which agree with themselves', async () => {
    const { client, of, told } = await training({});
    await client.send('step', { id: 1, count: 2 });
    await told('evaluation', 1);
    expect(of('snapshot').filter(({ snapshot }) => snapshot.step === 2)).toHaveLength(1);
    expect(of('agreement')).toEqual([]);
  });
});
