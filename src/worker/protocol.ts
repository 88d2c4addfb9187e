import type { LiveChange, LoggedChange } from '../config/liveChange.ts';
import type { Experiment } from '../config/schema.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Dataset, Examples } from '../data/dataset.ts';
import type { SeenImage } from '../data/images/seen.ts';
import type { Part } from '../data/split/split.ts';
import type { Availabilities } from '../data/sources/load.ts';
import type { BackendInfo } from '../training/backend/backend.ts';
import type { Beginning } from '../training/beginning.ts';
import type { Trace } from '../training/step/lossTrace.ts';
import type { Answer as AnswerTo } from './endpoint.ts';
import type { ClassOffer } from './own/choosing.ts';
import type { OwnFile, ReadChoice, SetEdit } from './own/protocol.ts';
import type { BackboneOrigin } from './own/contents.ts';
import type { OwnSetInfo } from './own/set.ts';
import type { Inspection } from './looks/inspect.ts';
import type { Agreement, Evaluation, FullFeatures, PlacedAnswer, Probe, Snapshot } from './looks/looks.ts';
import type { LearnedRun } from './home/learned.ts';
import type { ImageTable } from './home/table.ts';
import type { Answer } from './looks/ask.ts';
import type { Goal } from './session/goal.ts';
import type { Course, KeptTraining } from './session/origin.ts';
import type { SetUp } from './session/setUp.ts';
import type { Novelty } from './looks/novelty.ts';
import type { Suspicions } from './looks/suspicions.ts';

/** What the runs say of an image that a person shows them, and how they see it. */
export interface PicturedAnswer extends Answer {
  readonly picture: SeenImage;
}

/** What files that a person brought became: a set of their own, or one of the catalog. */
export interface AddedExamples extends Pick<OwnSetInfo, 'id' | 'classes' | 'skipped' | 'duplicates'> {
  /** Null where they are the files of a data set of the catalog. */
  readonly own: OwnSetInfo | null;
}

/** Training images whose labels look wrong. */
export interface SuspectLabels extends Suspicions {
  /** [N] Path of each training image in a set that a person brought; null of others. */
  readonly paths: readonly string[] | null;
}

/** All that one run has learned, and what made the embeddings that it learned from; null where it learned from images. */
export interface LearnedWithOrigin extends LearnedRun {
  readonly backbone: BackboneOrigin | null;
}

/** What a training begins from with the examples that it is made on, for a program elsewhere. */
export interface BeginningWithData extends Beginning {
  readonly dataset: Pick<Dataset, 'id' | 'label' | 'classNames' | 'form'>;
  readonly train: Examples;
  readonly test: Examples;
}

/** All images of a set with what the runs say of them. */
export interface PathTable extends ImageTable {
  /** [N] As the images were added: `class/name.jpg`. */
  readonly paths: readonly string[];
}

/** All that a figure shows and proves, of one step. */
export interface Portrait {
  readonly look: FullFeatures;
  /** [N] each, the classes and the numbers of the images that the features are of. */
  readonly labels: Uint8Array;
  readonly images: Int32Array;
  /** Of the whole test set. */
  readonly evaluation: Evaluation;
  /** With the live changes made until then. */
  readonly experiment: Experiment;
  readonly course: Course;
  readonly dataset: { readonly id: DatasetId; readonly label: string; readonly trainCount: number; readonly testCount: number; readonly sha256: string };
}

/** Speed over the last log interval; images count once per run. */
export interface Throughput {
  readonly stepMs: number;
  readonly imagesPerSecond: number;
}

/** What is held on the device, and which programs run there. */
export interface MemoryInfo {
  readonly tensors: number;
  readonly bytes: number;
  /** Where compiling takes long, training starts on `quick` programs while the `full` ones compile; null elsewhere. */
  readonly programs: 'quick' | 'full' | null;
}

/**
 * Page to worker. `request` numbers the command; its reply carries the same number. What trains or changes a training names
 * the experiment that it is meant for by `id`: where that could not be set up, it is refused instead of reaching another.
 */
export type Command =
  | { readonly type: 'open'; readonly request: number; readonly dataUrl: string; readonly backend: string; readonly tiles: string }
  | ({ readonly type: 'configure'; readonly request: number; readonly id: number; readonly experiment: Experiment; readonly goal?: Goal } & Partial<Omit<Course, 'begun'>>)
  | { readonly type: 'start'; readonly request: number; readonly id: number; readonly until?: number | null }
  | { readonly type: 'pause'; readonly request: number }
  | { readonly type: 'step'; readonly request: number; readonly id: number; readonly count: number }
  | ({ readonly type: 'restore'; readonly request: number; readonly id: number; readonly bytes: ArrayBuffer; readonly log: readonly LoggedChange[]; readonly goal?: Goal } & Partial<Omit<Course, 'log'>>)
  | { readonly type: 'cancelSetUp'; readonly request: number }
  | { readonly type: 'keep'; readonly request: number }
  | { readonly type: 'checkpoint'; readonly request: number }
  | { readonly type: 'change'; readonly request: number; readonly id: number; readonly change: LiveChange }
  | { readonly type: 'setSpeed'; readonly request: number; readonly stepsPerSecond: number | null }
  | { readonly type: 'evaluate'; readonly request: number }
  | { readonly type: 'features'; readonly request: number }
  | { readonly type: 'portrait'; readonly request: number }
  | { readonly type: 'memory'; readonly request: number }
  | { readonly type: 'availability'; readonly request: number }
  | { readonly type: 'download'; readonly request: number; readonly dataset: DatasetId }
  | { readonly type: 'cancelDownload'; readonly request: number }
  | { readonly type: 'addExamples'; readonly request: number; readonly files: readonly OwnFile[]; readonly choice: ReadChoice }
  | { readonly type: 'addHosted'; readonly request: number; readonly id: string }
  | { readonly type: 'chooseClasses'; readonly request: number; readonly classes: readonly string[] }
  | { readonly type: 'cancelExamples'; readonly request: number }
  | { readonly type: 'example'; readonly request: number; readonly id: DatasetId; readonly path: string }
  | { readonly type: 'pictures'; readonly request: number; readonly id: DatasetId; readonly part: Part; readonly indices: readonly number[] }
  | { readonly type: 'ask'; readonly request: number; readonly file: Blob }
  | { readonly type: 'draw'; readonly request: number; readonly values: Uint8Array; readonly count: number }
  | { readonly type: 'inspect'; readonly request: number; readonly index: number }
  | { readonly type: 'edit'; readonly request: number; readonly id: DatasetId; readonly edit: SetEdit; readonly keep: boolean }
  | { readonly type: 'suspects'; readonly request: number; readonly run: number }
  | { readonly type: 'novelty'; readonly request: number }
  | { readonly type: 'cancelSuspects'; readonly request: number }
  | { readonly type: 'learned'; readonly request: number; readonly run: number }
  | { readonly type: 'beginning'; readonly request: number; readonly experiment: Experiment; readonly steps: number }
  | { readonly type: 'table'; readonly request: number }
  | { readonly type: 'ownSets'; readonly request: number }
  | { readonly type: 'removeOwn'; readonly request: number; readonly id: DatasetId };

/** What each command resolves to. */
export interface Replies {
  open: BackendInfo;
  configure: SetUp;
  start: null;
  pause: null;
  step: null;
  restore: SetUp;
  cancelSetUp: null;
  keep: null;
  checkpoint: KeptTraining;
  /** The last step that was done without it. */
  change: number;
  setSpeed: null;
  evaluate: Evaluation;
  features: FullFeatures;
  portrait: Portrait;
  memory: MemoryInfo;
  availability: Availabilities;
  download: Availabilities;
  cancelDownload: null;
  addExamples: AddedExamples;
  addHosted: AddedExamples;
  chooseClasses: null;
  cancelExamples: null;
  example: SeenImage;
  pictures: readonly SeenImage[];
  ask: PicturedAnswer;
  /** One per picture. */
  draw: readonly PlacedAnswer[];
  /** Of the image of this number in the test set; null where the last snapshot does not have it. */
  inspect: Inspection | null;
  /** A new set, or the same one where nothing changed. Unless it is kept for an undo, the set before is removed where nothing trains on it. */
  edit: OwnSetInfo;
  suspects: SuspectLabels;
  novelty: Novelty;
  cancelSuspects: null;
  learned: LearnedWithOrigin;
  beginning: BeginningWithData;
  table: PathTable;
  ownSets: readonly OwnSetInfo[];
  removeOwn: readonly OwnSetInfo[];
}

/** Why a training stops for good: its numbers, a device lost twice within a minute, or any other fault. */
export type HaltCause = 'diverged' | 'deviceLost' | 'failed';

/** Worker to page. `id` is the experiment's, so that late events of a stopped one are dropped. */
export type WorkerEvent =
  | AnswerTo<Replies[keyof Replies]>
  | { readonly type: 'preparing'; readonly id: number; readonly what: string; readonly done: number; readonly total: number }
  | { readonly type: 'prepared'; readonly id: number; readonly setUp: SetUp }
  /** The training that the one set up took the place of, where it had begun. */
  | { readonly type: 'replaced'; readonly id: number; readonly training: KeptTraining }
  | { readonly type: 'probe'; readonly id: number; readonly probe: Probe }
  | { readonly type: 'running'; readonly id: number; readonly running: boolean }
  | { readonly type: 'waiting'; readonly id: number; readonly step: number; readonly seconds: number }
  | { readonly type: 'checkpointed'; readonly id: number; readonly training: KeptTraining }
  | { readonly type: 'aheadMade'; readonly id: number; readonly made: LoggedChange | null; readonly ahead: readonly LoggedChange[] }
  | { readonly type: 'recovering' }
  | { readonly type: 'backend'; readonly backend: BackendInfo }
  | { readonly type: 'recovered'; readonly id: number; readonly step: number }
  | { readonly type: 'told'; readonly message: string; readonly hint: string }
  | { readonly type: 'progress'; readonly id: number; readonly step: number; readonly trace: Trace; readonly throughput: Throughput }
  | { readonly type: 'snapshot'; readonly id: number; readonly snapshot: Snapshot; readonly evaluation: Evaluation }
  | { readonly type: 'evaluation'; readonly id: number; readonly evaluation: Evaluation }
  | { readonly type: 'agreement'; readonly id: number; readonly agreement: Agreement }
  | { readonly type: 'halted'; readonly id: number; readonly cause: HaltCause; readonly message: string; readonly hint: string }
  | { readonly type: 'reading'; readonly what: string; readonly done: number; readonly total: number; readonly secondsLeft: number | null }
  | { readonly type: 'choosing'; readonly offer: ClassOffer }
  | { readonly type: 'downloading'; readonly dataset: DatasetId; readonly file: string; readonly receivedBytes: number; readonly totalBytes: number };
