import { defaultExperiment, withCenterTerm } from '../config/experiment.ts';
import type { Experiment } from '../config/experiment.ts';
import type { DatasetId } from '../data/catalog.ts';
import type { Availabilities, BackendInfo, Evaluation, RunLosses, SetUp, Throughput, WorkerEvent } from '../worker/protocol.ts';

/** Where the page is: the worker opens, an experiment is set up, then trains or rests; `halted` needs a restart. */
export type Phase = 'opening' | 'preparing' | 'resting' | 'running' | 'halted';

/** Something a person should read: what happened and what to do next. */
export interface Notice {
  readonly kind: 'error' | 'info';
  readonly message: string;
  readonly hint: string;
}

/** One point of the curves. */
export interface LossPoint {
  readonly step: number;
  readonly runs: readonly RunLosses[];
}

/** Bytes of a download under way. */
export interface Download {
  readonly dataset: DatasetId;
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** Everything the page shows but the features themselves, which go to `controller.onSnapshot` listeners. */
export interface AppState {
  readonly phase: Phase;
  readonly backend: BackendInfo | null;
  /** The experiment in effect, live changes included. */
  readonly experiment: Experiment;
  /** What the worker set up; null until the first data set is there. */
  readonly setUp: SetUp | null;
  /** What is being prepared ("preparing the GPU", 5 of 11); null when nothing is. */
  readonly preparing: { readonly what: string; readonly done: number; readonly total: number } | null;
  readonly step: number;
  readonly throughput: Throughput | null;
  /** Losses of the last step, one per run. */
  readonly losses: readonly RunLosses[] | null;
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
  readonly notice: Notice | null;
}

/** Worker events for the current experiment, and what the page itself does. */
export type Action =
  | WorkerEvent
  | { readonly type: 'opened'; readonly backend: BackendInfo }
  | { readonly type: 'configuring' }
  | { readonly type: 'configureFailed' }
  | { readonly type: 'centerTermSet'; readonly run: number; readonly weight: number; readonly on: boolean }
  | { readonly type: 'ratesSet'; readonly learningRate: number; readonly centerRate: number }
  | { readonly type: 'speedSet'; readonly stepsPerSecond: number | null }
  | { readonly type: 'availabilityKnown'; readonly availability: Availabilities }
  | { readonly type: 'downloadEnded' }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'noticeDismissed' };

/** Before the worker has said anything. */
export const initialState: AppState = {
  phase: 'opening',
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
  notice: null,
};

/** Points kept per curve; beyond it every second one is dropped, so a curve covers the whole training. */
export const historyLimit = 2000;

function thinned<T>(points: readonly T[]): readonly T[] {
  return points.length <= historyLimit ? points : points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}

function added(evaluations: readonly Evaluation[], evaluation: Evaluation): readonly Evaluation[] {
  const earlier = evaluations.filter((e) => e.step !== evaluation.step);
  return thinned([...earlier, evaluation]);
}

function afterProgress(state: AppState, event: Extract<WorkerEvent, { type: 'progress' }>): AppState {
  const { firstStep, losses } = event.trace;
  const points = losses.map((runs, i): LossPoint => ({ step: firstStep + i, runs }));
  return {
    ...state,
    step: event.step,
    throughput: event.throughput,
    losses: losses.at(-1) ?? state.losses,
    lossHistory: thinned([...state.lossHistory, ...points]),
  };
}

/** The phase an experiment falls back to when setting up another one failed: the last good one stays. */
const restingPhase = (state: AppState): Phase => (state.setUp ? 'resting' : 'halted');

/** The one place where the page's state changes. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'opened':
      return { ...state, backend: action.backend };
    case 'configuring':
      return { ...state, phase: 'preparing', preparing: { what: 'Loading the data', done: 0, total: 0 } };
    case 'preparing':
      return { ...state, preparing: { what: action.what, done: action.done, total: action.total } };
    case 'configureFailed':
      return { ...state, phase: restingPhase(state), preparing: null };
    case 'prepared':
      return {
        ...state,
        phase: 'resting',
        preparing: null,
        notice: null,
        setUp: action.setUp,
        experiment: action.setUp.experiment,
        step: 0,
        throughput: null,
        losses: null,
        lossHistory: [],
        evaluation: null,
        evaluations: [],
      };
    case 'running':
      return { ...state, phase: action.running ? 'running' : 'resting' };
    case 'progress':
      return afterProgress(state, action);
    case 'snapshot':
      return { ...state, step: action.snapshot.step, evaluation: action.evaluation, evaluations: added(state.evaluations, action.evaluation) };
    case 'evaluation':
      return { ...state, evaluation: action.evaluation, evaluations: added(state.evaluations, action.evaluation) };
    case 'halted':
      return { ...state, phase: 'halted', preparing: null, notice: { kind: 'error', message: action.message, hint: action.hint } };
    case 'centerTermSet':
      return { ...state, experiment: withCenterTerm(state.experiment, action.run, { weight: action.weight, on: action.on }) };
    case 'ratesSet':
      return { ...state, experiment: { ...state.experiment, learningRate: action.learningRate, centerRate: action.centerRate } };
    case 'speedSet':
      return { ...state, speed: action.stepsPerSecond };
    case 'availabilityKnown':
      return { ...state, availability: action.availability };
    case 'downloading':
      return { ...state, download: { dataset: action.dataset, file: action.file, receivedBytes: action.receivedBytes, totalBytes: action.totalBytes } };
    case 'downloadEnded':
      return { ...state, download: null };
    case 'noticed':
      return { ...state, notice: action.notice };
    case 'noticeDismissed':
      return { ...state, notice: null };
    case 'reply':
    case 'failed':
      return state;
    default:
      return action satisfies never;
  }
}
