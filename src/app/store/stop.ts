import { photographEpochs } from '../../config/presets.ts';
import { isPhotographs } from '../../data/catalog.ts';
import type { SetUp } from '../../worker/session/setUp.ts';
import type { AppState, Notice } from './state.ts';

type Stop = Pick<AppState, 'stopAt' | 'stopIsSuggested'>;

const none: Stop = { stopAt: null, stopIsSuggested: false };

const suggestedFor = ({ dataset, stepsPerEpoch }: SetUp): Stop => (isPhotographs(dataset.id) ? { stopAt: photographEpochs * stepsPerEpoch, stopIsSuggested: true } : none);

/** Suggests where the training set up is to stop, where nobody said; only on photographs. */
export const suggestedStop = ({ setUp, ...state }: Stop & Pick<AppState, 'setUp'>): Stop => (setUp && state.stopAt === null ? suggestedFor(setUp) : { stopAt: state.stopAt, stopIsSuggested: state.stopIsSuggested });

/** The stop once something else is set up: what a person set stays; what was suggested follows the length of an epoch, and goes with other data. */
export function stopOn(setUp: SetUp, { setUp: before, stopAt, stopIsSuggested }: Stop & Pick<AppState, 'setUp'>): Stop {
  if (!stopIsSuggested) return { stopAt, stopIsSuggested };
  return before?.dataset.id === setUp.dataset.id ? suggestedFor(setUp) : none;
}

/** The notice of a training that came to rest where it was to stop; null elsewhere. */
export function stopNotice({ step, stopAt, stopIsSuggested }: Stop & Pick<AppState, 'step'>): Notice | null {
  if (step !== stopAt) return null;
  const message = `Stopped at step ${step.toLocaleString('en')}, ${stopIsSuggested ? `after ${photographEpochs} epochs` : 'as it was set'}.`;
  return { kind: 'info', about: 'training', message, hint: stopIsSuggested ? 'Before long the photographs are learned by heart. Train goes on all the same.' : `Train goes on from step ${step.toLocaleString('en')}.` };
}
