import { afterEach } from 'vitest';
import { checkedExperiment } from './config/validate.ts';
import type { ExperimentChange } from './config/validate.ts';
import { PlaygroundError } from './errors.ts';
import { openBackend } from './training/backend/backend.ts';
import { decodeCheckpoint } from './training/checkpoint/checkpoint.ts';
import { tinyDataset, tinyEmbeddings } from './training/tinyDataset.ts';
import type { DataDoor } from './worker/dataDoor.ts';
import type { Endpoint } from './worker/endpoint.ts';
import { noOwnSets } from './worker/noOwnSets.ts';
import { serve } from './worker/serve.ts';
import type { Notes } from './app/keeping/journal.ts';
import type { Place, Shelf } from './app/keeping/shelf.ts';
import type { EngineOptions } from './app/engine/options.ts';
import type { SpawnedWorker } from './app/engine/workerLink.ts';

/** Tests only: one dense layer; on a CPU a step takes a few milliseconds. */
export const small: ExperimentChange = { model: 'direct', batchSize: 8, runs: [{ name: 'softmax' }, { name: 'center', centerWeight: 0.1 }] };

const data: DataDoor = {
  async load(id) {
    if (id === 'mnist') throw new Error('MNIST is not here.');
    return id === 'mnist-10k' ? tinyEmbeddings(24) : { ...tinyDataset({ side: 10, trainCount: 24 }), id };
  },
  download: () => Promise.reject(new Error('no network')),
  fromFiles: () => Promise.reject(new Error('no files')),
  own: noOwnSets,
  availability: () => Promise.resolve({ 'mnist-10k': 'embedded', mnist: 'absent', 'fashion-mnist': 'absent' }),
};

const running: SpawnedWorker[] = [];
afterEach(() => running.splice(0).forEach((worker) => worker.terminate()));

/**
 * Tests only: a browser whose pages keep their trainings in one place and train over real channels, on a CPU. `lose` takes the
 * last device away, `crash` ends the last worker, `refuse` lets the next device not be opened.
 */
export function browserCase() {
  const places = new Map<Place, unknown>();
  const shelf: Shelf = { read: async (place) => places.get(place), write: async (record, place) => void places.set(place, record), clear: async (place) => void places.delete(place) };
  const noted = new Map<string, string>();
  const notes: Notes = { getItem: (key) => noted.get(key) ?? null, setItem: (key, value) => void noted.set(key, value) };
  let lose = () => {};
  let crash = () => {};
  let refuses = false;
  const spawn = (): SpawnedWorker => {
    const { port1, port2 } = new MessageChannel();
    const open = async (...wish: Parameters<typeof openBackend>) => {
      if (refuses) {
        refuses = false;
        throw new PlaygroundError('No backend can train here.', 'Take another browser.');
      }
      return { ...(await openBackend(...wish)), lost: new Promise<string>((resolve) => (lose = () => resolve('by the test'))) };
    };
    serve(port2 as Endpoint, { data, open });
    port1.start();
    port2.start();
    // Nothing ends what runs behind a channel as ending a worker does: it is paused first. The client's own requests begin at 1.
    const terminate = () => {
      port1.addEventListener('message', ({ data: { request } }) => request === 0 && port1.close());
      port1.postMessage({ type: 'pause', request: 0 });
    };
    const worker: SpawnedWorker = Object.assign(port1, { terminate, onerror: null });
    crash = () => worker.onerror!({ message: 'out of memory' } as ErrorEvent);
    running.push(worker);
    return worker;
  };
  const options: EngineOptions = { spawn, dataUrl: 'data/', backend: 'cpu', tiles: 'measured', shelf, notes };
  return { options, places, noted, lose: () => lose(), crash: () => crash(), refuse: () => void (refuses = true) };
}

/** Tests only: an engine in a browser of its own; `held` is the person's own training as it is kept. */
export function startEngine<E extends { readonly state: unknown }>(make: (options: EngineOptions) => E) {
  const { options, places, lose, crash, refuse } = browserCase();
  const engine = make(options);
  const made = {
    get held() {
      return places.get('last');
    },
    lose,
    crash,
    refuse,
  };
  return { engine, made, state: () => engine.state as E['state'] };
}

/** Tests only: the numbers of one run of the training in effect. */
export async function numbersOf(engine: { checkpoint(): Promise<{ readonly bytes: ArrayBuffer }> }, run: number) {
  const { bytes } = await engine.checkpoint();
  const { arrays } = decodeCheckpoint(bytes, checkedExperiment);
  return Object.fromEntries(Object.entries(arrays).flatMap(([name, values]) => (name.startsWith(`runs/${run}/`) ? [[name.slice(`runs/${run}/`.length), values]] : [])));
}
