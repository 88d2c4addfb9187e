import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment, makeRun } from '../../config/experiment.ts';
import { tinyDataset } from '../../training/tinyDataset.ts';
import type { DataDoor } from '../../worker/dataDoor.ts';
import type { Endpoint } from '../../worker/endpoint.ts';
import { serve } from '../../worker/serve.ts';
import { Engine } from './engine.ts';
import type { Shelf } from '../keeping/shelf.ts';
import type { SpawnedWorker } from './workerLink.ts';
import { noOwnSets } from '../../worker/noOwnSets.ts';

const small = { batchSize: 8, runs: [{ name: 'softmax', centerWeight: 0 }, { name: 'center', centerWeight: 0.1 }] };

const data: DataDoor = {
  load: (id) => (id === 'mnist' ? Promise.reject(new Error('MNIST is not here.')) : Promise.resolve(tinyDataset({ side: 10, trainCount: 200 }))),
  download: () => Promise.reject(new Error('no network')),
  fromFiles: () => Promise.reject(new Error('no files')),
  own: noOwnSets,
  availability: () => Promise.resolve({ 'mnist-10k': 'embedded', mnist: 'absent', 'fashion-mnist': 'absent' }),
};

const running: SpawnedWorker[] = [];
afterEach(() => running.splice(0).forEach((worker) => worker.terminate()));

/** Trainers over real channels, in place of workers. `crash` ends the newest as a browser would. */
function workers({ broken = false } = {}) {
  const spawned: SpawnedWorker[] = [];
  const spawn = (): SpawnedWorker => {
    if (broken) throw new DOMException('Workers are not allowed here.', 'SecurityError');
    const { port1, port2 } = new MessageChannel();
    serve(port2 as Endpoint, { data });
    port1.start();
    port2.start();
    // Nothing ends what runs behind a channel as ending a worker does: it is paused first. The client's own requests begin at 1.
    const terminate = () => {
      port1.addEventListener('message', ({ data: { request } }) => request === 0 && port1.close());
      port1.postMessage({ type: 'pause', request: 0 });
    };
    const worker: SpawnedWorker = Object.assign(port1, { terminate, onerror: null });
    spawned.push(worker);
    running.push(worker);
    return worker;
  };
  return { spawn, crash: () => spawned.at(-1)!.onerror!({ message: 'out of memory' } as ErrorEvent), count: () => spawned.length };
}

function memoryShelf(held?: unknown): Shelf & { readonly held: unknown } {
  const places = new Map<string, unknown>(held === undefined ? [] : [['last', held]]);
  return {
    get held() {
      return places.get('last');
    },
    read: async (place) => places.get(place),
    write: async (record, place) => void places.set(place, record),
    clear: async (place) => void places.delete(place),
  };
}

function startEngine({ shelf = memoryShelf(), ...change }: { shelf?: Shelf; broken?: boolean } = {}) {
  const worker = workers(change);
  const engine = new Engine({ spawn: worker.spawn, dataUrl: 'data/', backend: 'cpu', tiles: 'measured', shelf });
  return { engine, worker, state: () => engine.state };
}

/** For what comes by itself, also on a busy machine. */
const soon = { timeout: 90_000 };

/** How a request is refused. */
const refusal = (request: Promise<unknown>) => request.then(() => 'not refused', String);

const rested = (engine: Engine) => engine.memory();

describe('the engine', { timeout: 60_000 }, () => {
  it('keeps a training and, opened again, is back at its step with its curves, and goes on to the bit', async () => {
    const shelf = memoryShelf();
    const first = startEngine({ shelf });
    await first.engine.configure(small);
    await first.engine.step(6);
    await rested(first.engine);
    await vi.waitFor(() => expect(first.state().keeping).toMatchObject({ status: 'saved', step: 6 }), soon);
    const second = startEngine({ shelf });
    await rested(second.engine);
    expect(second.state()).toMatchObject({ step: 6, phase: 'resting', broughtBack: { step: 6 }, lossesStep: 6 });
    expect(second.state().lossHistory).toEqual(first.state().lossHistory);
    await Promise.all([first.engine.step(2), second.engine.step(2)]);
    expect(second.state().losses).toEqual(first.state().losses);
    expect(second.state().broughtBack).toBeNull();
  });

  it('forgets the kept training when another experiment is set up, and keeps it when that fails', async () => {
    const shelf = memoryShelf();
    const { engine, state } = startEngine({ shelf });
    await engine.configure(small);
    await engine.step(2);
    await rested(engine);
    await vi.waitFor(() => expect(state().keeping.status).toBe('saved'), soon);
    expect(await refusal(engine.configure({ dataset: 'mnist' }))).toContain('MNIST is not here');
    expect(shelf.held).toMatchObject({ step: 2 });
    expect(state()).toMatchObject({ step: 2, phase: 'resting', experiment: { dataset: 'mnist-10k' }, notice: { about: 'setUp' } });
    await engine.configure({ seed: 2 });
    await vi.waitFor(() => expect(shelf.held).toBeUndefined(), soon);
    expect(state().notice).toBeNull();
  });

  it('says what a damaged kept training is, and begins anew', async () => {
    const shelf = memoryShelf();
    const first = startEngine({ shelf });
    await first.engine.configure(small);
    await first.engine.step(1);
    await rested(first.engine);
    await vi.waitFor(() => expect(shelf.held).toBeDefined(), soon);
    new Uint8Array((shelf.held as { bytes: ArrayBuffer }).bytes)[40]! ^= 1;
    const { engine, state } = startEngine({ shelf });
    await rested(engine);
    expect(state()).toMatchObject({ step: 0, phase: 'resting', notice: { about: 'keeping' } });
  });

  it('goes on from the last checkpoint in a new worker when the worker stops, once a minute', async () => {
    const { engine, worker, state } = startEngine();
    await engine.configure(small);
    await engine.step(5);
    await rested(engine);
    const cut = refusal(engine.step(100_000));
    await vi.waitFor(() => expect(state().phase).toBe('running'), soon);
    worker.crash();
    expect(await cut).toContain('The training worker stopped: out of memory.');
    await vi.waitFor(() => expect(state().notice?.message).toContain('It was started again'), soon);
    expect(worker.count()).toBe(2);
    await engine.pause();
    expect(state().step).toBeGreaterThanOrEqual(5);
    await rested(engine);
    worker.crash();
    expect(state()).toMatchObject({ phase: 'halted', notice: { about: 'device' } });
    const { step } = state();
    await engine.restart();
    expect(state()).toMatchObject({ phase: 'resting', step });
    await engine.step(1);
    expect(state().step).toBe(step + 1);
  });

  it('says in words that no worker can be made', async () => {
    const { state } = startEngine({ broken: true });
    await vi.waitFor(() => expect(state()).toMatchObject({ phase: 'halted', notice: { message: expect.stringContaining('could not be started: Workers are not allowed here.') } }), soon);
  });

  it('shows live changes at once, also while a set-up runs, and the experiment that is being prepared', async () => {
    const { engine, state } = startEngine();
    const configured = engine.configure({ ...small, seed: 9 });
    expect(state()).toMatchObject({ phase: 'preparing', experiment: { seed: 9 } });
    await engine.setTerm({ loss: 'center', weight: 2, on: true });
    const changed = engine.setTerm({ loss: 'center', weight: 3, on: true });
    await configured;
    await changed;
    expect(state().experiment.runs[1]!.objective[1]).toEqual({ loss: 'center', weight: 3, on: true, options: {} });
    const { experiment } = await engine.checkpoint();
    expect(experiment.runs[1]!.objective[1]!.weight).toBe(3);
  });

  it('takes a refused live change back', async () => {
    const { engine, state } = startEngine();
    await engine.configure({ ...small, runs: [{ name: 'softmax' }] });
    const before = state().experiment;
    expect(await refusal(engine.setTerm({ loss: 'center', weight: 2, on: true }))).toContain('No run has a center loss term');
    expect(state().experiment).toEqual(before);
  });

  it('does not start the old experiment when the one asked for before it fails', async () => {
    const { engine, state } = startEngine();
    await engine.configure(small);
    const [configured, started] = [refusal(engine.configure({ dataset: 'mnist' })), refusal(engine.start())];
    expect(await configured).toContain('MNIST is not here');
    expect(await started).toContain('The set-up before it failed');
    expect(state()).toMatchObject({ step: 0, phase: 'resting' });
    await engine.step(1);
    expect(state().step).toBe(1);
  });

  it('restores a training of another page, with other runs', async () => {
    const [first, second] = [startEngine(), startEngine()];
    await first.engine.use({ ...defaultExperiment, batchSize: 8, runs: [makeRun('only', 0.5)] });
    await first.engine.step(3);
    const training = await first.engine.checkpoint();
    await second.engine.restore({ bytes: training.bytes.slice(0) });
    expect(second.state()).toMatchObject({ step: 3, experiment: { runs: [{ name: 'only' }] } });
    await Promise.all([first.engine.step(1), second.engine.step(1)]);
    expect(second.state().losses).toEqual(first.state().losses);
  });
});
