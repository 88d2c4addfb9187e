import { defaultExperiment } from '../../config/experiment.ts';
import type { AxesMode } from '../../config/link/view.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import type { Experiment } from '../../config/schema.ts';
import type { DatasetId } from '../../data/catalog.ts';
import type { Keeping } from '../keeping/keeper.ts';
import type { LessonProgress, LossPoint } from '../keeping/record.ts';
import type { Luck } from '../luck/luck.ts';
import { noPast } from './pastView.ts';
import type { PastView } from './pastView.ts';
import type { Availabilities } from '../../data/sources/load.ts';
import type { BackendInfo } from '../../training/backend/backend.ts';
import type { LossValues } from '../../training/step/lossTrace.ts';
import type { Agreement, Evaluation } from '../../worker/looks/looks.ts';
import type { HaltCause, Throughput } from '../../worker/protocol.ts';
import type { ClassOffer } from '../../worker/own/choosing.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import type { SetUp } from '../../worker/session/setUp.ts';

/**
 * Where the page is: the worker opens, an experiment is set up, then trains or rests. While `recovering` the lost device is
 * opened anew and training goes on by itself; `halted` needs a restart.
 */
export type Phase = 'opening' | 'preparing' | 'resting' | 'running' | 'recovering' | 'halted';

/** What a notice is about: it leaves when that works again. `image` is one that was shown to the runs, `left` a lesson that was. */
export type NoticeSubject = 'setUp' | 'training' | 'settings' | 'data' | 'image' | 'keeping' | 'device' | 'link' | 'left';

/** Something a person should read: what happened and what to do next. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly about: NoticeSubject;
  readonly message: string;
  readonly hint: string;
}

/** What the set-up card edits and has not taken over yet; taking it over restarts the training. */
export type SetUpDraft = Partial<
  Pick<Experiment, 'dataset' | 'model' | 'dimension' | 'projection' | 'optimizer' | 'learningRate' | 'centerRule' | 'batchSize' | 'seed' | 'runs'>
>;

/** Asked before something of worth is thrown away: more than `cheapSteps` steps, images; `controller.answer` answers. */
export interface Question {
  /** What would be thrown away: "Reset throws away 1,234 steps." */
  readonly message: string;
  /** What the button that does it says: "Reset". */
  readonly confirm: string;
  /** What the button that leaves everything says: "Keep this training". */
  readonly keep: string;
}

/** How the panels choose their axes: each follows its features, stays as it is, or all share one scale. */
export type ViewMode = AxesMode;

/** A training that another one took the place of, and how it was looked at. */
export interface Before {
  readonly step: number;
  /** Null where that is not known any more. */
  readonly seen: Pick<AppState, 'view' | 'hiddenClasses' | 'stopAt' | 'stopIsSuggested'> | null;
}

/** Bytes of a download under way. */
export interface Download {
  readonly dataset: DatasetId;
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** How far the reading of files has come. */
export interface Reading {
  readonly what: string;
  readonly done: number;
  readonly total: number;
  /** At the pace so far; null until that can be said. */
  readonly secondsLeft: number | null;
}

/** Parts of the state that are declared where they are kept. */
export type { Keeping, LessonProgress, LossPoint };

/** Losses and measures as they were at a step, and the step of those losses. */
export type MeasuresThen = Pick<AppState, 'losses' | 'lossesStep' | 'evaluation' | 'wholeEvaluation'>;

/** Everything the page shows but the features themselves, which go to `controller.onSnapshot` listeners. */
export interface AppState {
  readonly phase: Phase;
  /** Why training stopped for good, until it is set up again; null where it can go on. */
  readonly halt: HaltCause | null;
  readonly backend: BackendInfo | null;
  /** The experiment shown: the one being prepared, else the one in effect. Live changes included. */
  readonly experiment: Experiment;
  /** The experiment in effect, which a failed set-up falls back to. */
  readonly effective: Experiment;
  /** What the worker set up; null until the first data set is there. */
  readonly setUp: SetUp | null;
  /** What is being prepared ("preparing the GPU", 5 of 11); null when nothing is. */
  readonly preparing: { readonly what: string; readonly done: number; readonly total: number } | null;
  readonly step: number;
  readonly throughput: Throughput | null;
  /** Losses of the last step, one per run. */
  readonly losses: readonly LossValues[] | null;
  /** Loss of every step, thinned to at most `historyLimit` points. */
  readonly lossHistory: readonly LossPoint[];
  /** The last measures: of the probe set while training, of the whole test set once it rests. */
  readonly evaluation: Evaluation | null;
  /** Every evaluation, for the accuracy curve, thinned likewise. */
  readonly evaluations: readonly Evaluation[];
  /** Steps per second asked for; null is as fast as the adapter goes. */
  readonly speed: number | null;
  readonly availability: Availabilities | null;
  readonly download: Download | null;
  /** What is being done with images that a person brought: "Reading images", 312 of 2,000; null when nothing is. */
  readonly reading: Reading | null;
  /** Classes that reading waits to be chosen from; null when nothing waits. */
  readonly choosing: ClassOffer | null;
  /** What a person brought, as far as it was asked for. */
  readonly ownSets: readonly OwnSetInfo[];
  /** The set that has just been read and is to be looked at before it is trained on. */
  readonly added: OwnSetInfo | null;
  /** What that was made of by an edit that can be undone. */
  readonly addedBefore: OwnSetInfo | null;
  readonly notice: Notice | null;
  /** Step that `losses` belongs to. */
  readonly lossesStep: number;
  /** The last measures of the whole test set; `evaluation` is of the same sample of it in training and at rest. */
  readonly wholeEvaluation: Evaluation | null;
  /** How far the last pictures at rest agree with all dimensions of the features; null where two are all. It carries its step. */
  readonly agreement: Agreement | null;
  /** While a step takes over a second: which one, and for how long. Told every second. */
  readonly waiting: { readonly step: number; readonly seconds: number } | null;
  readonly draft: SetUpDraft;
  readonly question: Question | null;
  readonly keeping: Keeping;
  /** The step at which a kept training was brought back after a reload; null once it trains on or is set up anew. */
  readonly broughtBack: { readonly step: number } | null;
  /** The training that an experiment of the page's end, a link, a lesson or a file took the place of, and that `goBack` brings back. */
  readonly before: Before | null;
  /** Whether that is kept on this machine beside the one in effect, until a person says otherwise. */
  readonly isVisit: boolean;
  /** The step that a link had been trained to, until training gets there; null where there is none. */
  readonly goal: number | null;
  /** How many links have been opened. */
  readonly linksOpened: number;
  /** Live changes of a link that are made when training gets to their steps. */
  readonly ahead: readonly LoggedChange[];
  /** Where `start()` ends; null where it goes on. */
  readonly stopAt: number | null;
  /** Whether the page suggested that step for the data in use, and nobody set it: then it goes with them. */
  readonly stopIsSuggested: boolean;
  readonly lesson: LessonProgress | null;
  /** Several seeds of an experiment, trained last; `fittingLuck` says whether it is the one in effect. */
  readonly luck: Luck | null;
  /** The live changes so far, with the last steps done without them. */
  readonly log: readonly LoggedChange[];
  readonly past: PastView;
  /** The step of the past that is looked at; null for the present. Training goes on meanwhile. */
  readonly shown: number | null;
  /** Its losses and measures: curves that are thinned meanwhile do not change what is looked at. */
  readonly measuredThen: MeasuresThen | null;
  /** The experiment trained without some classes last, to see how well these are told as strangers. */
  readonly strangers: Luck | null;
  readonly view: ViewMode;
  readonly hiddenClasses: readonly number[];
  /** Test images chosen in a panel, by their numbers in the test set; null where none were. */
  readonly selection: readonly number[] | null;
  /** Index of the run in whose panel, or of whose mistakes, they were chosen; null where in none. */
  readonly selectedBy: number | null;
}

/** Whether nothing is being opened, set up or recovered: a training goes on, rests, or has stopped. */
export const isSettled = ({ phase }: Pick<AppState, 'phase'>): boolean => phase === 'resting' || phase === 'running' || phase === 'halted';

/** Steps that may be thrown away without asking. */
export const cheapSteps = 200;

/** Before the worker has said anything. */
export const initialState: AppState = {
  phase: 'opening',
  halt: null,
  backend: null,
  experiment: defaultExperiment,
  setUp: null,
  preparing: null,
  step: 0,
  throughput: null,
  losses: null,
  lossHistory: [],
  evaluation: null,
  evaluations: [],
  speed: null,
  availability: null,
  download: null,
  reading: null,
  choosing: null,
  ownSets: [],
  added: null,
  addedBefore: null,
  notice: null,
  effective: defaultExperiment,
  lossesStep: 0,
  wholeEvaluation: null,
  agreement: null,
  waiting: null,
  draft: {},
  question: null,
  keeping: { status: 'none', step: 0, at: 0, reason: '' },
  broughtBack: null,
  before: null,
  isVisit: false,
  goal: null,
  linksOpened: 0,
  ahead: [],
  stopAt: null,
  stopIsSuggested: false,
  lesson: null,
  luck: null,
  log: [],
  past: noPast,
  shown: null,
  measuredThen: null,
  strangers: null,
  view: 'follow',
  hiddenClasses: [],
  selection: null,
  selectedBy: null,
};
