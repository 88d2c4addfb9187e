import { afterEach, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../config/experiment.ts';
import type { Experiment } from '../config/experiment.ts';
import { PlaygroundError } from '../errors.ts';
import { tinyDataset } from '../training/tinyDataset.ts';
import { createClient } from './client.ts';
import type { Endpoint } from './endpoint.ts';
import type { WorkerEvent } from './protocol.ts';
import { serve } from './serve.ts';
import type { DataDoor } from './serve.ts';

const absent = new PlaygroundError('MNIST is not here.', 'Fetch it.');
const data: DataDoor = {
  load: (id) => (id === 'mnist-10k' ? Promise.resolve(tinyDataset({ side: 10, trainCount: 40 })) : Promise.reject(absent)),
  download: () => Promise.reject(absent),
  fromFiles: () => Promise.reject(absent),
  availability: () => Promise.resolve({ 'mnist-10k': 'embedded', mnist: 'absent', 'fashion-mnist': 'absent' }),
};
const experiment: Experiment = { ...defaultExperiment, batchSize: 8 };
const opened: MessagePort[] = [];

/** A client and everything its service says, over a real channel. */
function connect() {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const events: WorkerEvent[] = [];
  serve(port2 as Endpoint, data);
  const client = createClient(port1 as Endpoint, (event) => events.push(event));
  port1.start();
  port2.start();
  return { client, events, of: <T extends WorkerEvent['type']>(type: T) => events.filter((event): event is Extract<WorkerEvent, { type: T }> => event.type === type) };
}

async function connectAndConfigure() {
  const connection = connect();
  await connection.client.send('open', { dataUrl: 'data/', backend: 'cpu', tiles: 'measured' });
  await connection.client.send('configure', { id: 1, experiment });
  return connection;
}

afterEach(() => opened.splice(0).forEach((port) => port.close()));

describe('the worker', () => {
  it('sets an experiment up at step 0 and shows its untrained features', async () => {
    const { of } = await connectAndConfigure();
    expect(of('prepared')[0]!.setUp).toMatchObject({ parameterCount: 8270, stepsPerEpoch: 5, dataset: { trainCount: 40, testCount: 20 } });
    const [{ snapshot, evaluation }] = of('snapshot') as [Extract<WorkerEvent, { type: 'snapshot' }>];
    expect(snapshot.step).toBe(0);
    expect(snapshot.runs.map(({ points }) => points.length)).toEqual([40, 40]);
    expect(snapshot.runs[0]!.points).toEqual(snapshot.runs[1]!.points);
    expect(evaluation).toMatchObject({ step: 0, count: 20 });
  });

  it('trains the runs in lock-step: the first losses are equal, later ones differ', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('step', { count: 3 });
    const traces = of('progress').map(({ trace }) => trace);
    expect(traces[0]!.firstStep).toBe(1);
    const losses = traces.flatMap((trace) => trace.losses);
    expect(losses).toHaveLength(3);
    expect(losses[0]![0]).toEqual(losses[0]![1]);
    expect(losses[2]![0]!.xent).not.toBe(losses[2]![1]!.xent);
    expect((await client.send('evaluate', {})).step).toBe(3);
  });

  it('pauses a training and says so', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('start', {});
    await client.send('pause', {});
    expect(of('running').map(({ running }) => running)).toEqual([true, false]);
    const { step } = await client.send('features', {});
    expect((await client.send('features', {})).step).toBe(step);
  });

  it('changes the center weight live, in runs that have the term', async () => {
    const { client } = await connectAndConfigure();
    await client.send('setCenterTerm', { run: 1, weight: 5, on: true });
    await expect(client.send('setCenterTerm', { run: 0, weight: 5, on: true })).rejects.toThrow('Run 0 has no center term.');
  });

  it('keeps the experiment in effect when another cannot be set up', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('step', { count: 1 });
    await expect(client.send('configure', { id: 2, experiment: { ...experiment, dataset: 'mnist' } })).rejects.toThrow('MNIST is not here.');
    await expect(client.send('configure', { id: 3, experiment: { ...experiment, batchSize: 41 } })).rejects.toThrow('41');
    await client.send('step', { count: 1 });
    expect(of('progress').at(-1)).toMatchObject({ id: 1, step: 2 });
  });

  it('halts with step, run and rates when a loss is not finite, and trains again after a new set-up', async () => {
    const { client, of } = await connectAndConfigure();
    await client.send('setRates', { learningRate: 1e38, centerRate: 0.5 });
    await expect(client.send('step', { count: 8 })).rejects.toThrow(/became (NaN|Infinity) in run "Softmax.*" at step \d \(learning rate 1e\+38/);
    expect(of('halted')[0]).toMatchObject({ cause: 'diverged', id: 1 });
    await client.send('configure', { id: 2, experiment });
    await client.send('step', { count: 1 });
    expect(of('progress').at(-1)).toMatchObject({ id: 2, step: 1 });
  });

  it('refuses commands before there is an experiment, with a hint', async () => {
    const { client } = connect();
    await expect(client.send('start', {})).rejects.toMatchObject({ message: 'No experiment is set up yet.', hint: expect.stringContaining('configure') });
  });
});
