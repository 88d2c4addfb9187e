import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ExperimentChange } from '../../config/validate.ts';
import { openBackend } from '../../training/backend/backend.ts';
import { tinyDataset, tinyEmbeddings } from '../../training/tinyDataset.ts';
import type { DataDoor } from '../../worker/dataDoor.ts';
import type { Endpoint } from '../../worker/endpoint.ts';
import { noOwnSets } from '../../worker/noOwnSets.ts';
import { serve } from '../../worker/serve.ts';
import type { Shelf } from '../keeping/shelf.ts';
import type { LuckWish } from '../luck/wish.ts';
import type { AppState } from '../store/state.ts';
import { LuckEngine } from './luckEngine.ts';
import type { SpawnedWorker } from './workerLink.ts';

/** One dense layer: on a CPU a step takes a few milliseconds. */
const small: ExperimentChange = { model: 'direct', batchSize: 8, runs: [{ name: 'softmax' }, { name: 'center', centerWeight: 0.1 }] };

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

/** An engine over a real channel. `lose` takes its device away, `crash` ends its worker. */
function startEngine() {
  const made: { held: unknown; lose: () => void; crash: () => void } = { held: undefined, lose: () => {}, crash: () => {} };
  const shelf: Shelf = { read: async (place) => (place === 'last' ? made.held : undefined), write: async (record) => void (made.held = record), clear: async () => void (made.held = undefined) };
  const spawn = (): SpawnedWorker => {
    const { port1, port2 } = new MessageChannel();
    const open = async (...wish: Parameters<typeof openBackend>) => ({ ...(await openBackend(...wish)), lost: new Promise<string>((resolve) => (made.lose = () => resolve('by the test'))) });
    serve(port2 as Endpoint, { data, open });
    port1.start();
    port2.start();
    // Nothing ends what runs behind a channel as ending a worker does: it is paused first. The client's own requests begin at 1.
    const terminate = () => {
      port1.addEventListener('message', ({ data: { request } }) => request === 0 && port1.close());
      port1.postMessage({ type: 'pause', request: 0 });
    };
    const worker: SpawnedWorker = Object.assign(port1, { terminate, onerror: null });
    made.crash = () => worker.onerror!({ message: 'out of memory' } as ErrorEvent);
    running.push(worker);
    return worker;
  };
  const engine = new LuckEngine({ spawn, dataUrl: 'data/', backend: 'cpu', tiles: 'measured', shelf });
  return { engine, made, state: () => engine.state };
}

/** An engine whose training is at step 4, all of it told, and what it is there. */
async function trained() {
  const started = startEngine();
  const { engine, state } = started;
  await engine.configure(small);
  await engine.step(4);
  await engine.memory();
  const before = await engine.checkpoint();
  return { ...started, before, sameAsBefore: async () => {
    const now = await engine.checkpoint();
    expect(new Uint8Array(now.bytes)).toEqual(new Uint8Array(before.bytes));
    expect(state()).toMatchObject({ step: 4, lossHistory: before.lossHistory, losses: before.lossHistory.at(-1)!.runs, experiment: before.experiment, effective: before.experiment, broughtBack: null });
    expect(state().evaluations).toEqual(expect.arrayContaining([...before.evaluations]));
  } };
}

/** For what comes by itself, also on a busy machine. */
const soon = { timeout: 20_000 };

/** Resolves at the moment when a seed trains and so many have been measured: a poll could come after it. */
function seedTrains({ store }: LuckEngine, measured?: number): Promise<void> {
  const holds = ({ phase, luck }: AppState) => phase === 'running' && luck?.stage === 'training' && (measured === undefined || luck.outcomes.length === measured);
  return new Promise((resolve) => {
    if (holds(store.getState())) return resolve();
    const leave = store.subscribe((state) => {
      if (!holds(state)) return;
      leave();
      resolve();
    });
  });
}

const outcomes = (engine: LuckEngine) => engine.state.luck?.outcomes ?? [];

/** How a request is refused. */
const refusal = (request: Promise<unknown>) => request.then(() => 'not refused', String);

describe('seeds of an experiment', { timeout: 60_000 }, () => {
  it('come to what each comes to by hand, and the training is back as it was, to the bit', async () => {
    const { engine, made, state, sameAsBefore } = await trained();
    await vi.waitFor(() => expect(state().keeping.step).toBe(4), soon);
    const { steps, runs } = await engine.luck({ seeds: 3 });
    expect([steps, runs.map(({ name, seeds }) => [name, seeds.map(({ seed }) => seed)])]).toEqual([4, [['softmax', [1, 2, 3]], ['center', [1, 2, 3]]]]);
    await sameAsBefore();
    expect(state()).toMatchObject({ phase: 'resting', notice: null, luck: { stage: 'over', outcomes: [{ fault: null }, { fault: null }, { fault: null }] } });
    expect([made.held, state().keeping]).toMatchObject([{ step: 4, experiment: { seed: 1 } }, { status: 'saved', step: 4 }]);
    for (const seed of [1, 3]) {
      await engine.configure({ seed });
      await engine.step(4);
      const byHand = await engine.evaluate();
      expect(runs.map(({ seeds }) => seeds[seed - 1])).toEqual(byHand.runs.map(({ testAccuracy, compactness }) => ({ seed, testAccuracy, compactness })));
    }
  });

  it('take two epochs each at step 0, to which the training comes back with its live changes', async () => {
    const { engine, made, state } = startEngine();
    await engine.configure(small);
    await engine.setTerm({ loss: 'center', weight: 2, on: true });
    const { steps } = await engine.luck({ seeds: 3 });
    expect(steps).toBe(2 * state().setUp!.stepsPerEpoch);
    expect(state()).toMatchObject({ step: 0, phase: 'resting', lossHistory: [], broughtBack: null, experiment: { seed: 1 } });
    expect((await engine.checkpoint()).log).toHaveLength(1);
    expect(made.held).toBeUndefined();
  });

  it('are not kept: a reload meanwhile brings the training back, as does a checkpoint', async () => {
    const { engine, made, before, sameAsBefore } = await trained();
    const cut = refusal(engine.luck({ seeds: 3, steps: 100_000 }));
    await seedTrains(engine);
    await engine.keepNow();
    expect(made.held).toMatchObject({ step: 4 });
    expect(new Uint8Array((made.held as { bytes: ArrayBuffer }).bytes)).toEqual(new Uint8Array(before.bytes));
    expect(await engine.checkpoint()).toEqual(before);
    await engine.endLuck();
    expect(await cut).toContain('Training other seeds was ended.');
    await sameAsBefore();
  });

  it('let a training that trained on go on', async () => {
    const { engine, state } = await trained();
    await engine.start();
    await vi.waitFor(() => expect(state().step).toBeGreaterThan(6), soon);
    await engine.luck({ seeds: 3, steps: 2 });
    const { step } = state();
    await vi.waitFor(() => expect(state()).toMatchObject({ phase: 'running' }), soon);
    await vi.waitFor(() => expect(state().step).toBeGreaterThan(step), soon);
    const steps = state().lossHistory.map((point) => point.step);
    expect(steps).toEqual(steps.map((_, i) => i + 1));
    await engine.pause();
    expect(state().phase).toBe('resting');
  });

  it.each<[string, (engine: LuckEngine) => Promise<unknown>, object]>([
    ['a pause', (engine) => engine.pause(), { step: 4, phase: 'resting' }],
    ['a step', (engine) => engine.step(1), { step: 5 }],
    ['a live change', (engine) => engine.setTerm({ loss: 'center', weight: 3, on: true }), { step: 4 }],
    ['a reset', (engine) => engine.reset(), { step: 0, experiment: { seed: 1 } }],
    ['a restart', (engine) => engine.restart(), { step: 4, experiment: { seed: 1 } }],
    ['a set-up', (engine) => engine.configure({ seed: 9 }), { step: 0, experiment: { seed: 9 } }],
    ['a set-up that fails', (engine) => refusal(engine.configure({ dataset: 'mnist' })), { step: 4, experiment: { seed: 1, dataset: 'mnist-10k' } }],
    ['a set-up and steps', (engine) => Promise.all([engine.configure({ seed: 9 }), engine.step(2)]), { step: 2, experiment: { seed: 9 } }],
  ])('are ended by %s, done to the training once it is back', async (_name, act, expected) => {
    const { engine, state } = await trained();
    const cut = refusal(engine.luck({ seeds: 3, steps: 100_000 }));
    await seedTrains(engine);
    await act(engine);
    expect(await cut).toContain('Training other seeds was ended.');
    expect(state()).toMatchObject({ ...expected, luck: { stage: 'over', trouble: null } });
  });

  it('are ended by others asked for, and by what is asked for at once', async () => {
    const { engine, sameAsBefore } = await trained();
    const first = refusal(engine.luck({ seeds: 3, steps: 100_000 }));
    const second = engine.luck({ seeds: 3, steps: 1 });
    expect(await first).toContain('ended');
    expect((await second).runs[0]!.seeds).toHaveLength(3);
    await sameAsBefore();
  });

  it('go on after one that diverged, which is marked', async () => {
    const { engine, state } = startEngine();
    await engine.configure({ ...small, dataset: 'fashion-mnist', model: 'small-cnn', optimizer: 'sgd', learningRate: 1, runs: [{ name: 'center', centerWeight: 10 }] });
    const { runs } = await engine.luck({ seeds: 3, steps: 20 });
    expect(runs[0]!.seeds.map(({ testAccuracy }) => testAccuracy)).toEqual([NaN, NaN, NaN]);
    expect(state()).toMatchObject({ step: 0, phase: 'resting', notice: null });
    for (const { fault } of outcomes(engine)) expect(fault).toContain('became NaN in run "center"');
  });

  it('survive a lost device', async () => {
    const { engine, made, sameAsBefore } = await trained();
    const whole = await engine.luck({ seeds: 3, steps: 12 });
    const run = engine.luck({ seeds: 3, steps: 12 });
    await seedTrains(engine, 1);
    made.lose();
    expect(await run).toEqual(whole);
    await sameAsBefore();
  });

  it('end with those measured when the worker stops; the training is back in another one', async () => {
    const { engine, made, state, sameAsBefore } = await trained();
    const cut = refusal(engine.luck({ seeds: 3, steps: 12 }));
    await seedTrains(engine, 1);
    made.crash();
    expect(await cut).toContain('The training worker stopped: out of memory.');
    expect(state()).toMatchObject({ phase: 'resting', luck: { stage: 'over', trouble: { message: expect.stringContaining('stopped') } } });
    expect(outcomes(engine).length).toBeGreaterThan(0);
    await sameAsBefore();
  });

  it.each([[{ seeds: 2 }, 'seeds is 2; it must be a number from 3 to 30'], [{ steps: 0 }, 'steps is 0'], [{ seed: 3 }, 'asked for by { seeds, steps }'], [null, 'asked for by { seeds, steps }']])('are refused out of range: %j', async (wish, words) => {
    const { engine, state } = startEngine();
    await engine.configure(small);
    expect(await refusal(engine.luck(wish as LuckWish))).toContain(words);
    expect(state().luck).toBeNull();
    await engine.step(1);
  });

  it('are refused where the set-up that they are meant for fails', async () => {
    const { engine, state } = await trained();
    const failing = refusal(engine.configure({ dataset: 'mnist' }));
    expect(await refusal(engine.luck())).toContain('The set-up before it failed');
    expect(await failing).toContain('MNIST is not here');
    expect(state()).toMatchObject({ step: 4, luck: null });
  });
});
