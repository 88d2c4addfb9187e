import { withLiveChange } from '../../config/liveChange.ts';
import type { Evaluation } from '../../worker/looks/looks.ts';
import type { AppState, MeasuresThen } from './state.ts';

/** The last point up to a step; undefined before the first. */
function upTo<P extends { readonly step: number }>(points: readonly P[], step: number): P | undefined {
  return points.findLast((point) => point.step <= step);
}

/** Measures of the test set's sample, which are told with every picture, and of all of it, which are told at rest. */
function measuresAt(evaluations: readonly Evaluation[], step: number, whole: number): Pick<AppState, 'evaluation' | 'wholeEvaluation'> {
  const ofAll = evaluations.filter(({ count }) => count === whole);
  const samples = evaluations.filter(({ count }) => count !== whole);
  return { evaluation: upTo(samples.length > 0 ? samples : ofAll, step) ?? null, wholeEvaluation: upTo(ofAll, step) ?? null };
}

/** The losses and measures of a step, as far as curves, which are thinned as they grow, still know them. */
export function measuresThen({ lossHistory, evaluations, wholeEvaluation, setUp }: Pick<AppState, 'lossHistory' | 'evaluations' | 'wholeEvaluation' | 'setUp'>, step: number): MeasuresThen {
  const losses = upTo(lossHistory, step);
  return { losses: losses?.runs ?? null, lossesStep: losses?.step ?? 0, ...measuresAt(evaluations, step, wholeEvaluation?.count ?? setUp?.dataset.testCount ?? Infinity) };
}

/** The experiment that a step was trained by, with the live changes before it; of what was before the set-up no more is known than how it began. */
const experimentAt = ({ setUp, experiment, log }: AppState, step: number) =>
  setUp ? log.filter((entry) => entry.step >= setUp.step && entry.step < step).reduce((held, { change }) => withLiveChange(held, change), setUp.experiment) : experiment;

/** What was made of a state: every part of the page asks for it. */
const made = new WeakMap<AppState, AppState>();

/**
 * The state as it was at the step that is looked at, or as it is. Of the past: step, weights, losses and measures;
 * what the curves knew of it when it was first shown.
 */
export function seen(state: AppState): AppState {
  const { shown, measuredThen } = state;
  if (shown === null) return state;
  const before = made.get(state);
  if (before) return before;
  const then: AppState = {
    ...state,
    experiment: experimentAt(state, shown),
    step: shown,
    agreement: null,
    throughput: null,
    ...measuredThen,
  };
  made.set(state, then);
  return then;
}
