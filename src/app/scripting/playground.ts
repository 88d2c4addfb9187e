import type { ExperimentChange } from '../../config/validate.ts';
import type { Experiment } from '../../config/schema.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import type { RunMetrics } from '../../training/measure/evaluator.ts';
import type { BackendInfo } from '../../training/backend/backend.ts';
import type { SeenImage } from '../../data/images/seen.ts';
import type { AddedExamples, MemoryInfo } from '../../worker/protocol.ts';
import type { LuckSummary } from '../luck/luck.ts';
import type { StrangersSummary, StrangersWish } from '../luck/strangers.ts';
import type { LuckWish } from '../luck/wish.ts';
import type { ForkWish } from '../past/forkWish.ts';
import type { Proof } from '../proof/proof.ts';
import type { LineView } from '../store/pastView.ts';
import type { OwnFile, SetEdit } from '../../worker/own/protocol.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import type { DrawnPoint } from '../drawn/script.ts';

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
  /** Where they are drawn; in space, where the view from the front has them, whatever side a person sees. */
  readonly points: readonly Point[];
  /** Of a picture in space only: how near each point, center and mean lies to who looks from the front, from the mean of the features on, in feature units. */
  readonly depths?: { readonly points: readonly number[]; readonly centers: readonly number[]; readonly means: readonly number[] };
  /** All D numbers of each. */
  readonly features: readonly (readonly number[])[];
  /** Class of the largest logit of each image. */
  readonly predictions: readonly number[];
  /** The probability of that class, by softmax. */
  readonly confidences: readonly number[];
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
  /** What it was at step 0; null where that is not known, and a link comes to the experiment alone. */
  readonly begun?: Experiment | null;
  /** How many test images accuracy is told of; null until that is decided. */
  readonly sample?: number | null;
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
  /** Images of the probe set by true class (rows) and predicted class (columns), for each run at the present step. */
  confusion(): Promise<{ readonly name: string; readonly matrix: readonly (readonly number[])[] }[]>;
  /** Selects images of the probe set in all panels, by their numbers in the test set; [] selects nothing. Resolves with how many are; rejects, naming them, where some are no such images. */
  select(indices: readonly number[]): Promise<number>;
  /**
   * Trains the experiment in effect from several seeds (3 to 30, 10 unless told), the present one first, and measures each on the
   * whole test set; `steps` each, unless told as many as the training has, at step 0 two epochs. A seed that was stopped, as by
   * divergence, has NaN. The training is back then. Rejects when something else is asked of the training before.
   */
  luck(wish?: LuckWish): Promise<LuckSummary>;
  /**
   * Trains the experiment in effect without some classes (`heldOut`, their numbers; a quarter unless told), from 1 to 5 seeds, and
   * measures how well each run tells the test images of these, strangers, from the others: the area under the ROC curve by the
   * distance to the nearest class mean, and by the largest softmax probability. Otherwise as `luck`.
   */
  strangers(wish?: StrangersWish): Promise<StrangersSummary>;
  /** The same areas for the training in effect, which must leave classes out (`configure({ heldOut })`), over so many test images. */
  novelty(): Promise<{ readonly step: number; readonly known: number; readonly strangers: number; readonly runs: readonly { readonly name: string; readonly distance: number; readonly probability: number }[] }>;
  /** The training as it is now; the person's own while seeds are trained. */
  checkpoint(): Promise<PlaygroundCheckpoint>;
  /** What is kept of the past on this page: the trainings that branched off one another, which of them is in effect, and the steps of it that there are pictures of. */
  timeline(): Promise<{ readonly branches: readonly LineView[]; readonly present: number; readonly steps: readonly number[]; readonly shown: number | null }>;
  /** Shows the last picture up to a step in place of the present; null goes back. Resolves with the step shown. */
  show(step: number | null): Promise<number>;
  /** Goes back to a step of the training in effect and sets up a branch of one of its runs beside it, paused there; resolves with the new run's name. */
  fork(step: number, change?: ForkWish): Promise<string>;
  /** Sets a training up again, in this page or another, paused at its step. On failure the one in effect stays. */
  restore(checkpoint: Pick<PlaygroundCheckpoint, 'bytes' | 'log' | 'begun' | 'sample'>): Promise<void>;
  /** The address of a link to the experiment, its live changes, how far it is trained and how it is looked at. */
  link(): Promise<string>;
  /** Opens a link, at step 0; the training in effect is kept beside it. Rejects where it cannot be read or set up; nothing has changed then. */
  open(link: string): Promise<void>;
  /**
   * Reads files into a data set, which `configure({ dataset: id })` trains on: a folder with one sub-folder a class (`path` is
   * `class/name.jpg`), or one zip, CSV, npz, IDX files. Of photographs only the `classes` that are named are read.
   */
  addExamples(files: readonly OwnFile[], choice?: { readonly classes?: readonly string[] }): Promise<Omit<AddedExamples, 'own'>>;
  /** An image of a set that was added, as the network sees it: red, green, blue and opacity of each pixel. */
  example(id: string, path: string): Promise<SeenImage>;
  /**
   * Makes a set anew: classes renamed, merged or left out, images moved or left out, or split anew. The set before is removed
   * unless it is trained on.
   */
  editExamples(id: string, edit: SetEdit): Promise<OwnSetInfo>;
  /** Training images by how wrong their labels look to a run, the most suspect first; to the one with the least center loss unless it is numbered. */
  suspects(run?: number): Promise<{ readonly step: number; readonly run: string; readonly suspects: readonly SuspectLabel[] }>;
  /**
   * What each run says of a picture of the data set's size, [height, width] values 0 to 255, flat or in rows, and where its point
   * lies; the panels mark it.
   */
  draw(pixels: ArrayLike<number> | readonly ArrayLike<number>[]): Promise<DrawnPoint[]>;
  /** What a saved figure of the training in effect proves: the content of a link to it, and of each run losses at a few steps (at `steps`, as far as they are known), test accuracy and some features. */
  proof(wish?: { readonly steps?: readonly number[] }): Promise<Proof>;
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
