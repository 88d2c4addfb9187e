import type { AppState } from '../../app/store/state.ts';
import { count } from '../shared/format.ts';

type Spoken = Pick<AppState, 'phase' | 'step'>;

/**
 * What is said aloud when the page went from `before` to `now`: ready, training, paused at a step, lost and recovered, stopped.
 * Null where nothing worth a word happened, as when another program was compiled or a step was counted while training.
 */
export function announcement(before: Spoken | null, now: Spoken): string | null {
  const stepped = now.phase === 'resting' && before?.step !== now.step;
  if (before?.phase === now.phase && !stepped) return null;
  switch (now.phase) {
    case 'opening':
      return 'Starting the trainer';
    case 'preparing':
      return 'Preparing';
    case 'resting':
      return now.step === 0 ? 'Ready to train' : `Paused at step ${count(now.step)}`;
    case 'running':
      return before?.phase === 'recovering' ? `The GPU is back; training goes on from step ${count(now.step)}` : 'Training';
    case 'recovering':
      return 'The GPU was lost; opening it again';
    case 'halted':
      return `Stopped at step ${count(now.step)}`;
    default:
      return now.phase satisfies never;
  }
}
