import type { Experiment } from '../../config/schema.ts';
import { withLiveChange, withLogged } from '../../config/liveChange.ts';
import type { LiveChange, LoggedChange } from '../../config/liveChange.ts';
import type { Availabilities } from '../../data/sources/load.ts';
import type { BackendInfo } from '../../training/backend/backend.ts';
import { reduceTrials } from '../luck/luck.ts';
import { lessonOn, reduceVisit } from './reduceVisit.ts';
import type { VisitAction } from './reduceVisit.ts';
import type { LuckAction } from '../luck/luck.ts';
import type { PastView } from './pastView.ts';
import type { Evaluation } from '../../worker/looks/looks.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import type { WorkerEvent } from '../../worker/protocol.ts';
import { appended } from './history.ts';
import { measuresThen } from './seen.ts';
import type { AppState, Keeping, LossPoint, Notice, NoticeSubject, Phase, Question, SetUpDraft, ViewMode } from './state.ts';
import { followed } from './draft.ts';
import { stopNotice, stopOn } from './stop.ts';

/** Worker events for the current experiment, and what the page itself does. */
export type Action =
  | WorkerEvent
  | LuckAction
  | VisitAction
  | { readonly type: 'opening' }
  | { readonly type: 'opened'; readonly backend: BackendInfo }
  | { readonly type: 'configuring'; readonly experiment: Experiment }
  | { readonly type: 'configureFailed' }
  | { readonly type: 'changed'; readonly change: LiveChange }
  | { readonly type: 'logged'; readonly entry: LoggedChange }
  | { readonly type: 'pastChanged'; readonly past: PastView }
  | { readonly type: 'shown'; readonly step: number | null }
  | { readonly type: 'changeRefused'; readonly experiment: Experiment }
  | { readonly type: 'speedSet'; readonly stepsPerSecond: number | null }
  | { readonly type: 'availabilityKnown'; readonly availability: Availabilities }
  | { readonly type: 'downloadEnded' }
  | { readonly type: 'chosen' }
  | { readonly type: 'readingEnded' }
  | { readonly type: 'ownSetsKnown'; readonly sets: readonly OwnSetInfo[] }
  | { readonly type: 'addedShown'; readonly set: OwnSetInfo | null; readonly before: OwnSetInfo | null }
  | { readonly type: 'noticed'; readonly notice: Notice }
  | { readonly type: 'noticeDismissed'; readonly about?: NoticeSubject }
  | { readonly type: 'drafted'; readonly draft: SetUpDraft }
  | { readonly type: 'asked'; readonly question: Question | null }
  | { readonly type: 'kept'; readonly keeping: Keeping }
  | { readonly type: 'broughtBack'; readonly lossHistory: readonly LossPoint[]; readonly evaluations: readonly Evaluation[] }
  | ({ readonly type: 'asBefore' } & Pick<AppState, 'broughtBack' | 'selection'>)
  | { readonly type: 'setAside'; readonly before: { readonly step: number } | null; readonly isVisit?: boolean }
  | { readonly type: 'viewSet'; readonly view: ViewMode }
  | { readonly type: 'classesHidden'; readonly classes: readonly number[] }
  | { readonly type: 'selected'; readonly images: readonly number[] | null; readonly by?: number | undefined };

type EventOf<T extends Action['type']> = Extract<Action, { type: T }>;

function added(evaluations: readonly Evaluation[], evaluation: Evaluation): readonly Evaluation[] {
  const earlier = evaluations.filter((e) => !(e.step === evaluation.step && e.count === evaluation.count));
  return appended(earlier, [evaluation]);
}

function afterProgress(state: AppState, { step, trace, throughput }: EventOf<'progress'>): AppState {
  const points = trace.losses.map((runs, i): LossPoint => ({ step: trace.firstStep + i, runs }));
  const last = points.at(-1);
  return {
    ...state,
    step: Math.max(state.step, step),
    throughput,
    waiting: null,
    broughtBack: null,
    goal: state.goal !== null && step >= state.goal ? null : state.goal,
    losses: last?.runs ?? state.losses,
    lossesStep: last?.step ?? state.lossesStep,
    lossHistory: appended(state.lossHistory, points),
  };
}

function afterSetUp(state: AppState, { setUp }: EventOf<'prepared'>): AppState {
  return {
    ...state,
    phase: 'resting',
    halt: null,
    preparing: null,
    setUp,
    experiment: setUp.experiment,
    effective: setUp.experiment,
    step: setUp.step,
    throughput: null,
    waiting: null,
    losses: null,
    lossesStep: 0,
    lossHistory: [],
    evaluation: null,
    wholeEvaluation: null,
    agreement: null,
    evaluations: [],
    broughtBack: null,
    goal: null,
    ahead: setUp.ahead,
    selection: null,
    selectedBy: null,
    log: setUp.log,
    shown: null,
    measuredThen: null,
    ...lessonOn(setUp.dataset.id, state),
    ...stopOn(setUp, state),
    // Numbers of hidden classes mean others in another data set.
    hiddenClasses: state.setUp && state.setUp.dataset.id !== setUp.dataset.id ? [] : state.hiddenClasses,
  };
}

const isPreparing = (phase: Phase) => phase === 'preparing' || phase === 'opening';

/** A training that has stopped for good does not rest: it is to be restarted. */
const atRest = ({ halt }: AppState): Phase => (halt === null ? 'resting' : 'halted');

/** A live change shows at once; while another experiment is being prepared, in that one. */
function afterChange(state: AppState, change: LiveChange): AppState {
  const experiment = withLiveChange(state.experiment, change);
  const draft = followed(state.draft, state.experiment, experiment);
  return { ...state, experiment, draft, effective: isPreparing(state.phase) ? state.effective : experiment };
}

const logged = (state: AppState, entry: LoggedChange): AppState => ({ ...state, log: withLogged(state.log, entry) });

/** The curves of a training brought back, the last losses and measures among them. */
function afterReturn(state: AppState, { lossHistory, evaluations }: EventOf<'broughtBack'>): AppState {
  const last = lossHistory.at(-1);
  return { ...state, lossHistory, evaluations, losses: last?.runs ?? null, lossesStep: last?.step ?? 0, broughtBack: { step: state.step } };
}

/** The one place where the page's state changes. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'opening':
      return { ...state, phase: 'opening', halt: null, notice: null };
    case 'opened':
    case 'backend':
      return { ...state, backend: action.backend };
    case 'configuring':
      return { ...state, phase: 'preparing', preparing: { what: 'Loading the data', done: 0, total: 0 }, experiment: action.experiment, waiting: null };
    case 'preparing':
      return { ...state, preparing: { what: action.what, done: action.done, total: action.total } };
    case 'configureFailed':
      return { ...state, phase: state.setUp ? atRest(state) : 'halted', preparing: null, experiment: state.effective };
    case 'prepared':
      return afterSetUp(state, action);
    case 'running':
      // A set-up pauses what trained before it; it is the set-up that is under way then.
      return { ...state, phase: isPreparing(state.phase) ? state.phase : action.running ? 'running' : atRest(state), halt: action.running ? null : state.halt, waiting: null, notice: (action.running ? null : stopNotice(state)) ?? state.notice };
    case 'waiting':
      return { ...state, waiting: { step: action.step, seconds: action.seconds } };
    case 'progress':
      return afterProgress(state, action);
    case 'snapshot':
      return { ...state, step: Math.max(state.step, action.snapshot.step), evaluation: action.evaluation, evaluations: added(state.evaluations, action.evaluation) };
    case 'evaluation':
      return { ...state, wholeEvaluation: action.evaluation, evaluations: added(state.evaluations, action.evaluation) };
    case 'agreement':
      return { ...state, agreement: action.agreement };
    case 'recovering':
      return { ...state, phase: 'recovering', preparing: null, throughput: null, waiting: null };
    case 'recovered':
      return { ...state, phase: state.phase === 'recovering' ? 'resting' : state.phase, halt: null, preparing: null };
    case 'halted':
      return { ...state, phase: 'halted', halt: action.cause, preparing: null, waiting: null, notice: { kind: 'error', about: action.cause === 'deviceLost' ? 'device' : 'training', message: action.message, hint: action.hint } };
    case 'told':
      return { ...state, notice: { kind: 'info', about: 'device', message: action.message, hint: action.hint } };
    case 'aheadMade':
      return { ...(action.made ? logged(afterChange(state, action.made.change), action.made) : state), ahead: action.ahead };
    case 'changed':
      return afterChange(state, action.change);
    case 'logged':
      return logged(state, action.entry);
    case 'pastChanged':
      return { ...state, past: action.past };
    case 'shown':
      return { ...state, shown: action.step, measuredThen: action.step === null ? null : measuresThen(state, action.step) };
    case 'changeRefused':
      return { ...state, experiment: isPreparing(state.phase) ? state.experiment : action.experiment, effective: action.experiment };
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
      return action.about === undefined || state.notice?.about === action.about ? { ...state, notice: null } : state;
    case 'drafted':
      return { ...state, draft: action.draft };
    case 'asked':
      return { ...state, question: action.question };
    case 'kept':
      return { ...state, keeping: action.keeping };
    case 'broughtBack':
      return afterReturn(state, action);
    case 'asBefore':
      return { ...state, broughtBack: action.broughtBack, selection: action.selection };
    case 'luckBegan':
    case 'luckMeasured':
    case 'luckReturning':
    case 'luckOver':
      return { ...state, ...reduceTrials({ luck: state.luck, strangers: state.strangers }, action) };
    case 'setAside':
      return { ...state, before: action.before && { ...action.before, seen: null }, isVisit: action.isVisit ?? false };
    case 'reading':
      return { ...state, reading: { what: action.what, done: action.done, total: action.total, secondsLeft: action.secondsLeft } };
    case 'choosing':
      return { ...state, choosing: action.offer };
    case 'chosen':
      return { ...state, choosing: null };
    case 'readingEnded':
      return { ...state, reading: null, choosing: null };
    case 'ownSetsKnown':
      return { ...state, ownSets: action.sets };
    case 'addedShown':
      return { ...state, added: action.set, addedBefore: action.before };
    case 'linkOpened':
    case 'visiting':
    case 'goingOn':
    case 'visitEnded':
    case 'stopSet':
    case 'stopSuggested':
    case 'goalSet':
    case 'lessonTurned':
    case 'lessonDone':
    case 'lessonAnswered':
    case 'lessonLeft':
      return reduceVisit(state, action);
    case 'viewSet':
      return { ...state, view: action.view };
    case 'classesHidden':
      return { ...state, hiddenClasses: action.classes };
    case 'selected':
      return { ...state, selection: action.images, selectedBy: action.by ?? null };
    case 'probe':
    case 'replaced':
    case 'checkpointed':
    case 'reply':
    case 'failed':
      return state;
    default:
      return action satisfies never;
  }
}
