import type { ExperimentChange } from '../config/validate.ts';
import { PlaygroundError } from '../errors.ts';
import type { Experiment } from '../config/schema.ts';
import { checkedLog } from '../config/liveChange.ts';
import type { LoggedChange } from '../config/liveChange.ts';
import type { RunMetrics } from '../training/evaluator.ts';
import type { RunFeatures } from '../worker/looks/drawing.ts';
import type { BackendInfo } from '../training/backend/backend.ts';
import type { SeenImage } from '../data/images/seen.ts';
import type { AddedExamples, MemoryInfo } from '../worker/protocol.ts';
import type { LuckEngine } from './engine/luckEngine.ts';
import type { LuckSummary } from './luck/luck.ts';
import type { LuckWish } from './luck/wish.ts';
import type { OwnFile, SetEdit } from '../worker/own/protocol.ts';
import type { OwnSetInfo } from '../worker/own/set.ts';
import { leastPulled } from './ownSets.ts';
import { takeHome } from './takeHome.ts';

/** What computes and what it holds. */
export interface PlaygroundInfo extends Pick<BackendInfo, 'backend' | 'adapter' | 'tiles'>, MemoryInfo {
  /** The data set in use ("mnist-10k", "mnist", "fashion-mnist"). */
  readonly dataset: string;
  readonly trainCount: number;
  readonly testCount: number;
}

/** A position in the plane, in feature units or, by t-SNE, in units of the picture's radius. */
export type Point = readonly [x: number, y: number];

/** One run's features of the probe set. */
export interface RunPoints {
  readonly name: string;
  /** Where they are drawn. */
  readonly points: readonly Point[];
  /** All D numbers of each. */
  readonly features: readonly (readonly number[])[];
  /** Class of the largest logit of each image. */
  readonly predictions: readonly number[];
  /** The center of each class that the center loss pulls to. */
  readonly centers: readonly Point[];
  /** The mean feature of each class over these points; NaN for a class without points. */
  readonly means: readonly Point[];
}

/** One run's measures at a step; `xent` and `center` are its losses of these names, for short, undefined where it measures none. */
export interface RunFigures extends RunMetrics {
  readonly step: number;
  readonly xent: number | undefined;
  readonly center: number | undefined;
}

/** Features of 2,000 fixed test images at one step; `labels` are their classes, `indices` their numbers in the test set. */
export interface Features {
  readonly step: number;
  /** D. */
  readonly dimension: number;
  readonly labels: readonly number[];
  readonly indices: readonly number[];
  readonly runs: readonly RunPoints[];
}

/** A training image whose label may be wrong. */
export interface SuspectLabel {
  /** Its number in the training set. */
  readonly index: number;
  /** In a set that a person brought, as `editExamples` takes it; null in others. */
  readonly path: string | null;
  readonly label: string;
  /** The nearest other class. */
  readonly suggestion: string;
  /** Distance to the mean of its class / distance to that of the nearest other one. */
  readonly score: number;
}

/** A training at one step. `bytes` holds all of it; `log` are the live changes that led there, for the record. */
export interface PlaygroundCheckpoint {
  readonly experiment: Experiment;
  readonly step: number;
  readonly bytes: ArrayBuffer;
  readonly log?: readonly LoggedChange[];
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
  /** Resolves when `count` steps after those already asked for are done; rejects with the step reached when a pause, a set-up or a fault comes first. */
  step(count?: number): Promise<void>;
  /** Back to step 0 of the experiment in effect, its live changes kept. */
  reset(): Promise<void>;
  /** Live, at one step in every run with a center term; 0 switches the term off. */
  setCenterWeight(weight: number): Promise<void>;
  /** Measures of the whole test set at the present step. */
  metrics(): Promise<{ runs: RunFigures[] }>;
  /** Features of the probe set at the present step. */
  features(): Promise<Features>;
  /**
   * Trains the experiment in effect from several seeds (3 to 30, 10 unless told), the present one first, and measures each on the
   * whole test set; `steps` each, unless told as many as the training has, at step 0 two epochs. A seed that was stopped, as by
   * divergence, has NaN. The training is back then. Rejects when something else is asked of the training before.
   */
  luck(wish?: LuckWish): Promise<LuckSummary>;
  /** The training as it is now; the person's own while seeds are trained. */
  checkpoint(): Promise<PlaygroundCheckpoint>;
  /** Sets a training up again, in this page or another, paused at its step. On failure the one in effect stays. */
  restore(checkpoint: Pick<PlaygroundCheckpoint, 'bytes' | 'log'>): Promise<void>;
  /**
   * Reads files into a data set, which `configure({ dataset: id })` trains on: a folder with one sub-folder a class (`path` is
   * `class/name.jpg`), or one zip, CSV, npz, IDX files.
   */
  addExamples(files: readonly OwnFile[]): Promise<Omit<AddedExamples, 'own'>>;
  /** An image of a set that was added, as the network sees it: red, green, blue and opacity of each pixel. */
  example(id: string, path: string): Promise<SeenImage>;
  /**
   * Makes a set anew: classes renamed, merged or left out, images moved or left out, or split anew. The set before is removed
   * unless it is trained on.
   */
  editExamples(id: string, edit: SetEdit): Promise<OwnSetInfo>;
  /** Training images by how wrong their labels look to a run, the most suspect first; to the one with the least center loss unless it is numbered. */
  suspects(run?: number): Promise<{ readonly step: number; readonly run: string; readonly suspects: readonly SuspectLabel[] }>;
  /** All images of a set of photographs as a CSV table: path, split, class, what each run predicts and how probable that is, the embedding. */
  exportTable(): Promise<Blob>;
  /** A zip of a run's head on a backbone, by the run's number, with programs that name the class of photographs. */
  exportHead(run: number): Promise<Blob>;
  /** All that a run has learned, by its number, as a safetensors file. */
  exportModel(run: number): Promise<Blob>;
  info(): Promise<PlaygroundInfo>;
}

declare global {
  interface Window {
    playground: Playground;
  }
}

function pairs(values: Float32Array): Point[] {
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);
}

const rows = (values: Float32Array, width: number): number[][] => Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);

const asPoints = ({ name, points, predictions, centers, means }: RunFeatures, features: Float32Array, dimension: number): RunPoints => ({
  name,
  points: pairs(points),
  features: rows(features, dimension),
  predictions: [...predictions],
  centers: pairs(centers),
  means: pairs(means),
});

/** What a person gives as a checkpoint. @throws PlaygroundError when it holds none, or when its log is none. */
function checkedCheckpoint(given: unknown): Pick<PlaygroundCheckpoint, 'bytes' | 'log'> {
  const bytes: unknown = typeof given === 'object' && given !== null && 'bytes' in given ? given.bytes : undefined;
  if (!(bytes instanceof ArrayBuffer)) throw new PlaygroundError('A checkpoint is { experiment, step, bytes: ArrayBuffer }; this one has no bytes.', 'Give what checkpoint() resolved with.');
  const log: unknown = 'log' in (given as object) ? (given as { log: unknown }).log : [];
  return { bytes, log: log === undefined ? [] : checkedLog(log) };
}

/** What a person gives as files. @throws PlaygroundError when it is no list of { path, file }. */
function checkedFiles(given: unknown): OwnFile[] {
  const isFile = (one: unknown): one is OwnFile => typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string' && 'file' in one && one.file instanceof Blob;
  if (!Array.isArray(given) || !given.every(isFile)) throw new PlaygroundError('The files are no list of { path, file }.', 'Give addExamples a list such as [{ path: "cat/1.jpg", file: File or Blob }].');
  return given.map(({ path, file }) => ({ path, file }));
}

/** Wraps an engine as the scripting door. */
export function createPlayground(engine: LuckEngine): Playground {
  return {
    configure: (change) => engine.configure(change),
    start: () => engine.start(),
    pause: () => engine.pause(),
    step: (count = 1) => engine.step(count),
    reset: () => engine.reset(),
    setCenterWeight: (weight) => engine.setTerm(weight === 0 ? { loss: 'center', weight: null, on: false } : { loss: 'center', weight, on: true }),
    async metrics() {
      const { step, runs } = await engine.evaluate();
      return { runs: runs.map((run) => ({ ...run, step, xent: run.losses['softmax'], center: run.losses['center'] })) };
    },
    async features() {
      const { step, dimension, labels, indices, runs, features } = await engine.features();
      return { step, dimension, labels: [...labels], indices: [...indices], runs: runs.map((run, r) => asPoints(run, features[r]!, dimension)) };
    },
    luck: (wish) => engine.luck(wish),
    async checkpoint() {
      const { experiment, step, bytes, log } = await engine.checkpoint();
      return { experiment, step, bytes, log };
    },
    restore: async (checkpoint) => engine.restore(checkedCheckpoint(checkpoint)),
    async addExamples(files) {
      const { id, classes, skipped, duplicates } = await engine.addExamples(checkedFiles(files));
      return { id, classes, skipped, duplicates };
    },
    example: (id, path) => engine.example(id, path),
    async editExamples(id, edit) {
      const set = await engine.asking('data')('edit', { id, edit, keep: false });
      await engine.refreshOwnSets();
      return set;
    },
    async suspects(run) {
      const { step, run: asked, labels, indices, suggestions, scores, paths } = await engine.asking('training')('suspects', { run: run ?? leastPulled(engine.state.experiment.runs) });
      const { setUp, experiment } = engine.state;
      const name = (label: number) => setUp!.dataset.classNames[label]!;
      const suspects = Array.from(indices, (index, s) => ({ index, path: paths?.[index] ?? null, label: name(labels[index]!), suggestion: name(suggestions[s]!), score: scores[s]! }));
      return { step, run: experiment.runs[asked]!.name, suspects };
    },
    exportTable: async () => (await takeHome(engine, { kind: 'table' })).blob,
    exportHead: async (run) => (await takeHome(engine, { kind: 'head', run })).blob,
    exportModel: async (run) => (await takeHome(engine, { kind: 'model', run })).blob,
    async info() {
      const { tensors, bytes, programs } = await engine.memory();
      const { backend, setUp } = engine.store.getState();
      if (!backend || !setUp) throw new PlaygroundError('No experiment is set up yet.', 'Wait until the page has loaded its data.');
      const { id, trainCount, testCount } = setUp.dataset;
      return { backend: backend.backend, adapter: backend.adapter, tiles: backend.tiles, dataset: id, trainCount, testCount, tensors, bytes, programs };
    },
  };
}
