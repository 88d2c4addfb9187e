import type { Experiment } from '../config/experiment.ts';
import type { LiveChange, LoggedChange } from '../config/liveChange.ts';
import type { DatasetId } from '../data/catalog.ts';

/** What computes: tfjs's backend and the adapter's own name. */
export interface BackendInfo {
  readonly backend: 'webgpu' | 'webgl' | 'cpu';
  readonly adapter: string;
  /** True when a WebGPU adapter computes on the CPU. */
  readonly software: boolean;
  /** How the kernels are tiled on WebGPU; null elsewhere. */
  readonly tiles: string | null;
  /** Why it is not WebGPU and how to get it; null on WebGPU. */
  readonly advice: string | null;
}

/** The data set in use. `labels` are those of the probe set, in the order of every snapshot's points. */
export interface DatasetInfo {
  readonly id: DatasetId;
  readonly label: string;
  readonly classNames: readonly string[];
  readonly trainCount: number;
  readonly testCount: number;
}

/** An experiment set up: at step 0, or at the step of a checkpoint. */
export interface SetUp {
  readonly experiment: Experiment;
  readonly step: number;
  /** The live changes made up to that step. */
  readonly log: readonly LoggedChange[];
  readonly dataset: DatasetInfo;
  readonly parameterCount: number;
  readonly stepsPerEpoch: number;
}

/** One run's features of a set of test images. Positions are row-major [x, y] pairs. */
export interface RunFeatures {
  readonly name: string;
  /** [N,2], the features. */
  readonly points: Float32Array;
  /** [N], the class of the largest logit. */
  readonly predictions: Uint8Array;
  /** [C,2], the centers that the center loss pulls to. */
  readonly centers: Float32Array;
  /** [C,2], the mean feature of each class over these points; NaN for a class without points. */
  readonly means: Float32Array;
}

/**
 * The features of all runs at one step. Point i is the same test image in every snapshot of an experiment; on a slow device a
 * snapshot taken while training has only the first of them.
 */
export interface Snapshot {
  readonly step: number;
  /** [N], true classes. */
  readonly labels: Uint8Array;
  /** [N], each image's number in the test set. */
  readonly indices: Int32Array;
  readonly runs: readonly RunFeatures[];
}

/** One run's measures over a set of test images. Lengths are in feature units. */
export interface RunMetrics {
  readonly name: string;
  /** Mean cross-entropy over these images. */
  readonly xent: number;
  /** Mean squared distance of a feature to its class's center: the center loss before its weight. */
  readonly center: number;
  /** Fraction of images whose largest logit is the label, 0 to 1. */
  readonly testAccuracy: number;
  /** Root mean square distance of a feature to the mean of its class. */
  readonly withinClassRadius: number;
  /** Least distance between two class means. */
  readonly minCenterDistance: number;
  /** withinClassRadius / minCenterDistance: scale-free, lower is more compact. */
  readonly compactness: number;
  /** True when accuracy is near chance and the class means lie on one point. */
  readonly collapsed: boolean;
}

/** Measures of all runs at one step, over `count` test images. */
export interface Evaluation {
  readonly step: number;
  readonly count: number;
  readonly runs: readonly RunMetrics[];
}

/** Mean losses of one run on one training batch: cross-entropy, and center loss before its weight. */
export interface RunLosses {
  readonly xent: number;
  readonly center: number;
}

/** Losses of consecutive steps, `losses[i][run]` belonging to step `firstStep + i`. */
export interface LossTrace {
  readonly firstStep: number;
  readonly losses: readonly (readonly RunLosses[])[];
}

/** Speed over the last log interval; images count once per run. */
export interface Throughput {
  readonly stepMs: number;
  readonly imagesPerSecond: number;
}

/** Where a data set would come from if it were loaded now. */
export type Availability = 'embedded' | 'hosted' | 'cached' | 'absent';
/** The same for every data set of the catalog. */
export type Availabilities = Readonly<Record<DatasetId, Availability>>;

/** What is held on the device, and which programs run there. */
export interface MemoryInfo {
  readonly tensors: number;
  readonly bytes: number;
  /** Where compiling takes long, training starts on `quick` programs while the `full` ones compile; null elsewhere. */
  readonly programs: 'quick' | 'full' | null;
}

/** A training at one step, to be set up again in this page or another. */
export interface KeptTraining {
  readonly experiment: Experiment;
  readonly step: number;
  /** The live changes made up to that step. */
  readonly log: readonly LoggedChange[];
  /** The checkpoint, see `training/checkpoint/checkpoint.ts`. */
  readonly bytes: ArrayBuffer;
}

/**
 * Page to worker. `request` numbers the command; its reply carries the same number. What trains or changes a training names
 * the experiment that it is meant for by `id`: where that could not be set up, it is refused instead of reaching another.
 */
export type Command =
  | { readonly type: 'open'; readonly request: number; readonly dataUrl: string; readonly backend: string; readonly tiles: string }
  | { readonly type: 'configure'; readonly request: number; readonly id: number; readonly experiment: Experiment }
  | { readonly type: 'start'; readonly request: number; readonly id: number }
  | { readonly type: 'pause'; readonly request: number }
  | { readonly type: 'step'; readonly request: number; readonly id: number; readonly count: number }
  | { readonly type: 'restore'; readonly request: number; readonly id: number; readonly bytes: ArrayBuffer; readonly log: readonly LoggedChange[] }
  | { readonly type: 'keep'; readonly request: number }
  | { readonly type: 'checkpoint'; readonly request: number }
  | { readonly type: 'change'; readonly request: number; readonly id: number; readonly change: LiveChange }
  | { readonly type: 'setSpeed'; readonly request: number; readonly stepsPerSecond: number | null }
  | { readonly type: 'evaluate'; readonly request: number }
  | { readonly type: 'features'; readonly request: number }
  | { readonly type: 'memory'; readonly request: number }
  | { readonly type: 'availability'; readonly request: number }
  | { readonly type: 'download'; readonly request: number; readonly dataset: DatasetId }
  | { readonly type: 'cancelDownload'; readonly request: number }
  | { readonly type: 'addFiles'; readonly request: number; readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[] };

/** What each command resolves to. */
export interface Replies {
  open: BackendInfo;
  configure: SetUp;
  start: null;
  pause: null;
  step: null;
  restore: SetUp;
  keep: null;
  checkpoint: KeptTraining;
  change: null;
  setSpeed: null;
  evaluate: Evaluation;
  features: Snapshot;
  memory: MemoryInfo;
  availability: Availabilities;
  download: Availabilities;
  cancelDownload: null;
  addFiles: DatasetId;
}

/** Worker to page. `id` is the experiment's, so that late events of a stopped one are dropped. */
export type WorkerEvent =
  | { readonly type: 'reply'; readonly request: number; readonly value: Replies[keyof Replies] }
  | { readonly type: 'failed'; readonly request: number; readonly cancelled: boolean; readonly message: string; readonly hint: string }
  | { readonly type: 'preparing'; readonly id: number; readonly what: string; readonly done: number; readonly total: number }
  | { readonly type: 'prepared'; readonly id: number; readonly setUp: SetUp }
  | { readonly type: 'running'; readonly id: number; readonly running: boolean }
  | { readonly type: 'waiting'; readonly id: number; readonly step: number; readonly seconds: number }
  | { readonly type: 'checkpointed'; readonly id: number; readonly training: KeptTraining }
  | { readonly type: 'recovering' }
  | { readonly type: 'backend'; readonly backend: BackendInfo }
  | { readonly type: 'recovered'; readonly id: number; readonly step: number }
  | { readonly type: 'told'; readonly message: string; readonly hint: string }
  | { readonly type: 'progress'; readonly id: number; readonly step: number; readonly trace: LossTrace; readonly throughput: Throughput }
  | { readonly type: 'snapshot'; readonly id: number; readonly snapshot: Snapshot; readonly evaluation: Evaluation }
  | { readonly type: 'evaluation'; readonly id: number; readonly evaluation: Evaluation }
  | { readonly type: 'halted'; readonly id: number; readonly cause: 'diverged' | 'deviceLost' | 'failed'; readonly message: string; readonly hint: string }
  | { readonly type: 'downloading'; readonly dataset: DatasetId; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number };
