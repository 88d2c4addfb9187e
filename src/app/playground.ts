import type { ExperimentChange } from '../config/validate.ts';
import { PlaygroundError } from '../errors.ts';
import type { RunMetrics, Snapshot } from '../worker/protocol.ts';
import type { Engine } from './engine.ts';

/** What computes and what it holds. */
export interface PlaygroundInfo {
  readonly backend: 'webgpu' | 'webgl' | 'cpu';
  /** The adapter's own name. */
  readonly adapter: string;
  /** How the kernels are tiled on WebGPU ("registers-subgroups"); null elsewhere. */
  readonly tiles: string | null;
  /** The data set in use ("mnist-10k", "mnist", "fashion-mnist"). */
  readonly dataset: string;
  readonly trainCount: number;
  readonly testCount: number;
  /** Tensors and bytes that TensorFlow.js holds. */
  readonly tensors: number;
  readonly bytes: number;
}

/**
 * The page's scripting door, `window.playground`. Every method is a promise and rejects with a message and a `hint`; the page
 * shows the same. End-to-end tests and measurements use it too.
 */
export interface Playground {
  /** Sets up an experiment at step 0 with these settings changed; resolves when it is ready, its untrained features drawn. */
  configure(change: ExperimentChange): Promise<void>;
  /** Resolves once training is under way. */
  start(): Promise<void>;
  /** Resolves once training stands still. */
  pause(): Promise<void>;
  /** Resolves when `count` more steps are done and the device is idle. */
  step(count?: number): Promise<void>;
  /** Back to step 0 of the experiment in effect, its live changes kept. */
  reset(): Promise<void>;
  /** Live, for every run with a center term; 0 switches its pull off. */
  setCenterWeight(weight: number): Promise<void>;
  /** Measures of the whole test set at the present step. */
  metrics(): Promise<{ runs: (RunMetrics & { step: number })[] }>;
  /** Features of the probe set at the present step. */
  features(): Promise<Snapshot>;
  info(): Promise<PlaygroundInfo>;
}

declare global {
  interface Window {
    playground: Playground;
  }
}

/** Wraps an engine as the scripting door. */
export function createPlayground(engine: Engine): Playground {
  return {
    configure: (change) => engine.configure(change),
    start: () => engine.start(),
    pause: () => engine.pause(),
    step: (count = 1) => engine.step(count),
    reset: () => engine.reset(),
    setCenterWeight: (weight) => engine.setCenterTerm({ weight, on: true }),
    async metrics() {
      const { step, runs } = await engine.evaluate();
      return { runs: runs.map((run) => ({ ...run, step })) };
    },
    features: () => engine.features(),
    async info() {
      const { tensors, bytes } = await engine.memory();
      const { backend, setUp } = engine.store.getState();
      if (!backend || !setUp) throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data.');
      const { id, trainCount, testCount } = setUp.dataset;
      return { backend: backend.backend, adapter: backend.adapter, tiles: backend.tiles, dataset: id, trainCount, testCount, tensors, bytes };
    },
  };
}
