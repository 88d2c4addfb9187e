import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { withLiveChange } from '../../config/liveChange.ts';
import type { Experiment } from '../../config/schema.ts';
import type { ExperimentChange } from '../../config/validate.ts';
import { CancelledError, PlaygroundError } from '../../errors.ts';
import { createRandom } from '../../random.ts';
import type { Random } from '../../random.ts';
import { openBackend } from '../../training/backend/backend.ts';
import { tinyDataset } from '../../training/tinyDataset.ts';
import type { DataDoor } from '../../worker/dataDoor.ts';
import type { Endpoint } from '../../worker/endpoint.ts';
import { serve } from '../../worker/serve.ts';
import type { Shelf } from '../keeping/shelf.ts';
import { isLuckUnderWay } from '../store/fittingLuck.ts';
import type { WithCurves } from '../keeping/record.ts';
import { LuckEngine } from './luckEngine.ts';
import type { SpawnedWorker } from './workerLink.ts';
import { noOwnSets } from '../../worker/noOwnSets.ts';

const data: DataDoor = {
  load: (id) => (id === 'mnist' ? Promise.reject(new PlaygroundError('MNIST is not here.', 'Fetch it.')) : Promise.resolve(tinyDataset({ side: 10, trainCount: 40 }))),
  download: () => Promise.reject(new PlaygroundError('No network.', 'Connect.')),
  fromFiles: () => Promise.reject(new PlaygroundError('No files.', 'Choose some.')),
  own: noOwnSets,
  availability: () => Promise.resolve({ 'mnist-10k': 'embedded', mnist: 'absent', 'fashion-mnist': 'absent' }),
};

/** A page over real channels, whose device and worker can go away and which can be closed and opened again. */
class FuzzedPage {
  engine: LuckEngine;
  /** The experiment that the training began with, before live changes. */
  start: Experiment = defaultExperiment;
  private held: unknown;
  private readonly noted = new Map<string, string>();
  private loseDevice: (reason: string) => void = () => {};
  private refuses = false;
  private worker: SpawnedWorker | null = null;
  private workers: SpawnedWorker[] = [];

  constructor() {
    this.engine = this.open();
  }

  /** As a reload: a new engine and a new worker, with what was kept. */
  reload(): void {
    this.close();
    this.engine = this.open();
  }

  lose(): void {
    this.loseDevice('by the test');
  }

  /** Whether the next device cannot be had. */
  refuse(refuses: boolean): void {
    this.refuses = refuses;
  }

  crash(): void {
    this.worker?.onerror?.({ message: 'by the test' } as ErrorEvent);
  }

  close(): void {
    this.workers.splice(0).forEach((worker) => worker.terminate());
  }

  private open(): LuckEngine {
    const shelf: Shelf = {
      read: async (place) => (place === 'last' ? this.held : undefined),
      write: async (record) => void (this.held = record),
      clear: async () => void (this.held = undefined),
    };
    const notes = { getItem: (key: string) => this.noted.get(key) ?? null, setItem: (key: string, value: string) => void this.noted.set(key, value) };
    const engine = new LuckEngine({ spawn: () => this.spawn(), dataUrl: 'data/', backend: 'cpu', tiles: 'measured', shelf, notes });
    engine.store.subscribe(({ setUp, luck, strangers }, before) => {
      if (setUp && setUp !== before.setUp && setUp.step === 0 && !isLuckUnderWay({ luck, strangers })) this.start = setUp.experiment;
    });
    return engine;
  }

  private spawn(): SpawnedWorker {
    const { port1, port2 } = new MessageChannel();
    serve(port2 as Endpoint, {
      data,
      open: async (...wish) => {
        const { refuses } = this;
        this.refuses = false;
        if (refuses) throw new PlaygroundError('No backend can train here.', 'Take another browser.');
        return { ...(await openBackend(...wish)), lost: new Promise<string>((resolve) => (this.loseDevice = resolve)) };
      },
    });
    port1.start();
    port2.start();
    // Nothing ends what runs behind a channel as ending a worker does: it is paused first. The client's own requests begin at 1.
    const terminate = () => {
      port1.addEventListener('message', ({ data: { request } }) => request === 0 && port1.close());
      port1.postMessage({ type: 'pause', request: 0 });
    };
    this.worker = Object.assign(port1, { terminate, onerror: null });
    this.workers.push(this.worker);
    return this.worker;
  }
}

/** An experiment small enough for a test. */
function randomChange(random: Random): ExperimentChange {
  const pick = <T>(choices: readonly T[]): T => choices[random.integer(choices.length)]!;
  return {
    seed: random.integer(5),
    batchSize: pick([2, 4, 8]),
    optimizer: pick(['adam', 'sgd'] as const),
    runs: Array.from({ length: 1 + random.integer(3) }, (_, i) => ({ name: `run ${i}`, centerWeight: pick([0, 0.1, 1]) })),
    ...(random.integer(8) === 0 ? pick<ExperimentChange>([{ batchSize: 41 }, { dataset: 'mnist' }, { seed: -1 }]) : {}),
  };
}

type Operation = readonly [name: string, act: (page: FuzzedPage, random: Random) => Promise<unknown> | void];

const kept = new WeakMap<FuzzedPage, { readonly training: WithCurves; readonly start: Experiment }>();

const operations: readonly Operation[] = [
  ['configure', ({ engine }, random) => engine.configure(randomChange(random))],
  ['configure twice', ({ engine }, random) => Promise.all([engine.configure(randomChange(random)), engine.configure(randomChange(random))])],
  ['reset', ({ engine }) => engine.reset()],
  ['start', ({ engine }) => engine.start()],
  ['pause', ({ engine }) => engine.pause()],
  ['start and pause', ({ engine }) => Promise.all([engine.start(), engine.pause()])],
  ['step', ({ engine }, random) => engine.step(1 + random.integer(4))],
  ['two steps', ({ engine }) => Promise.all([engine.step(2), engine.step(1)])],
  ['step and pause', ({ engine }) => Promise.all([engine.step(50), engine.pause()])],
  ['configure and start', ({ engine }, random) => Promise.all([engine.configure(randomChange(random)), engine.start()])],
  ['weight', ({ engine }, random) => engine.setTerm({ loss: 'center', weight: random.uniform(0, 1), on: random.integer(3) > 0 })],
  ['rates', ({ engine }, random) => engine.setRates({ learningRate: random.uniform(0.001, 0.02), centerRate: random.uniform(0, 1) })],
  ['speed', ({ engine }, random) => engine.setSpeed(random.integer(2) ? null : 100)],
  ['measure', ({ engine }) => Promise.all([engine.evaluate(), engine.features()])],
  ['keep', async (page) => {
    const { engine, start } = page;
    const training = await engine.checkpoint();
    if (page.start === start) kept.set(page, { training, start });
  }],
  ['restore', (page) => {
    const held = kept.get(page);
    return held && page.engine.restore({ ...held.training, bytes: held.training.bytes.slice(0) }).then(() => void (page.start = held.start));
  }],
  ['seeds', ({ engine }) => engine.luck({ seeds: 3, steps: 2 })],
  ['seeds and start', ({ engine }) => Promise.all([engine.luck({ seeds: 3, steps: 50 }), engine.start()])],
  ['lose the device', (page) => page.lose()],
  ['lose the device while it steps', (page) => {
    const stepped = page.engine.step(3);
    page.lose();
    return stepped;
  }],
  ['crash', (page) => page.crash()],
  ['refuse the next device', (page) => page.refuse(true)],
  ['restart what has stopped', ({ engine }) => (engine.state.phase === 'halted' ? engine.restart() : undefined)],
  ['reload', (page) => page.reload()],
];

/** What a run of the fuzz has shown, for a comparison of two. */
interface FuzzOutcome {
  /** Every operation and how it ended. */
  readonly trace: readonly string[];
  readonly training: WithCurves;
  /** The experiment that it began with. */
  readonly start: Experiment;
}

const problemOf = (error: unknown) => (error instanceof CancelledError ? 'cancelled' : error instanceof PlaygroundError ? 'refused' : `BROKEN: ${String(error)}`);

/**
 * Does random things to a page, one after the other without waiting for each to end. After each the page answers; whatever
 * ends badly does so with a PlaygroundError.
 * @throws Error with seed and trace, when the page stops answering or something else is thrown.
 */
async function fuzzSession(seed: number, count: number): Promise<FuzzOutcome> {
  const random = createRandom(seed, 'fuzz');
  const page = new FuzzedPage();
  const trace: string[] = [];
  const fail = (what: string): never => {
    throw new Error(`Seed ${seed}, after ${trace.length} operations: ${what}\n${trace.join('\n')}`);
  };
  try {
    // Some pages draw pictures that go on at rest.
    const drawn: ExperimentChange = seed % 4 === 0 ? { dimension: 8, projection: 'tsne' } : {};
    await page.engine.configure({ ...randomChange(createRandom(seed, 'first')), ...drawn, batchSize: 4, dataset: 'mnist-10k', seed: 1 });
    for (let i = 0; i < count; i++) {
      const [name, act] = operations[random.integer(operations.length)]!;
      trace.push(name);
      const at = trace.length - 1;
      const done = Promise.resolve(act(page, random)).then(
        () => 'done',
        (error: unknown) => problemOf(error),
      );
      void done.then((how) => (trace[at] = `${name}: ${how}`));
      if (random.integer(2)) await withinTime(page, done, () => fail(`"${name}" never ended`));
      await withinTime(page, answer(page), () => fail('the page does not answer'));
      const broken = trace.find((line) => line.includes('BROKEN'));
      if (broken) fail(broken);
    }
    await withinTime(page, page.engine.pause().catch(() => undefined), () => fail('a pause never ended'));
    page.refuse(false);
    const { phase } = page.engine.state;
    // Opened anew with nothing kept, a page has no experiment here: the default one needs more images than there are.
    if (!page.engine.state.setUp) await page.engine.configure({ ...randomChange(createRandom(seed, 'last')), batchSize: 4, dataset: 'mnist-10k', seed: 1 });
    else if (phase === 'halted') await page.engine.restart();
    return { trace, training: await page.engine.checkpoint(), start: page.start };
  } finally {
    page.close();
  }
}

/** A look at the page: it is answered, or refused with a reason, also where training was halted. */
const answer = (page: FuzzedPage) => page.engine.features().then(
  ({ step }) => step,
  (error: unknown) => {
    if (!(error instanceof PlaygroundError)) throw error;
    return -1;
  },
);

async function withinTime<T>(page: FuzzedPage, work: Promise<T>, late: () => never): Promise<T | void> {
  const { engine } = page;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), 60_000)));
  const first = await Promise.race([work, limit]);
  clearTimeout(timer);
  // What a page was asked for before it was closed is never answered.
  if (first === 'late' && engine === page.engine) late();
  return first === 'late' ? undefined : first;
}

/** The same training made in one go: what a page has come to depends on experiment, live changes and step alone. */
async function replay(experiment: Experiment, { log, step }: Pick<WithCurves, 'log' | 'step'>): Promise<WithCurves> {
  const page = new FuzzedPage();
  try {
    await page.engine.use(experiment);
    let at = 0;
    for (const { step: after, change } of log) {
      if (after > at) await page.engine.step(after - at);
      at = after;
      await (change.kind === 'rates' ? page.engine.setRates(change) : page.engine.setTerm(change));
    }
    if (step > at) await page.engine.step(step - at);
    return await page.engine.checkpoint();
  } finally {
    page.close();
  }
}

const [first, count] = [Number(process.env['FUZZ_SEED'] ?? 1), Number(process.env['FUZZ_OPERATIONS'] ?? 12)];
const seeds = process.env['FUZZ_SEED'] === undefined ? Array.from({ length: 20 }, (_, i) => i + 1) : [first];

/** Seeds that failed once. */
const pinned: readonly number[] = [];

describe('whatever is pressed', { timeout: 600_000 }, () => {
  it.each([...seeds, ...pinned])('seed %i: the page answers, and has come to what the same changes come to in one go, to the bit', async (seed) => {
    const { training, trace, start } = await fuzzSession(seed, count);
    expect(training.log.reduce((held, { change }) => withLiveChange(held, change), start)).toEqual(training.experiment);
    const again = await replay(start, training);
    expect({ step: again.step, trace, same: sameBytes(again.bytes, training.bytes) }).toEqual({ step: training.step, trace, same: true });
  });
});

const sameBytes = (a: ArrayBuffer, b: ArrayBuffer) => a.byteLength === b.byteLength && new Uint8Array(a).every((value, i) => value === new Uint8Array(b)[i]);
