import { afterEach } from 'vitest';
import { defaultExperiment } from '../config/experiment.ts';
import type { Experiment } from '../config/schema.ts';
import { PlaygroundError } from '../errors.ts';
import { tinyDataset } from '../training/tinyDataset.ts';
import { createClient } from './client.ts';
import type { DataDoor } from './dataDoor.ts';
import type { Endpoint } from './endpoint.ts';
import { noOwnSets } from './noOwnSets.ts';
import type { WorkerEvent } from './protocol.ts';
import { serve } from './serve.ts';

const absent = new PlaygroundError('MNIST is not here.', 'Fetch it.');
const waiting: (() => void)[] = [];

/** Tests only: Fashion-MNIST comes when this is called. */
export const fashionArrives = (): void => waiting.splice(0).forEach((arrive) => arrive());

const data: DataDoor = {
  load: (id) => {
    if (id === 'mnist-10k') return Promise.resolve(tinyDataset({ side: 10, trainCount: 40 }));
    return id === 'mnist' ? Promise.reject(absent) : new Promise((resolve) => waiting.push(() => resolve(tinyDataset({ side: 10, trainCount: 40 }))));
  },
  download: () => Promise.reject(absent),
  fromFiles: () => Promise.reject(absent),
  own: noOwnSets,
  availability: () => Promise.resolve({ 'mnist-10k': 'embedded', mnist: 'absent', 'fashion-mnist': 'absent' }),
};

/** Tests only: an experiment that is soon trained. */
export const experiment: Experiment = { ...defaultExperiment, batchSize: 8 };
const opened: MessagePort[] = [];

/** Tests only: a client and everything its service says, over a real channel. */
export function connect() {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const events: WorkerEvent[] = [];
  serve(port2 as Endpoint, { data });
  const client = createClient(port1 as Endpoint, (event) => events.push(event));
  port1.start();
  port2.start();
  return { client, events, of: <T extends WorkerEvent['type']>(type: T) => events.filter((event): event is Extract<WorkerEvent, { type: T }> => event.type === type) };
}

/** Tests only: the same with the experiment set up as number 1. */
export async function connectAndConfigure() {
  const connection = connect();
  await connection.client.send('open', { dataUrl: 'data/', backend: 'cpu', tiles: 'measured' });
  await connection.client.send('configure', { id: 1, experiment });
  return connection;
}

afterEach(() => opened.splice(0).forEach((port) => port.close()));
