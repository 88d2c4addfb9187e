import type { AppState } from '../../app/store/state.ts';
import { underWay } from '../../app/luck/luck.ts';
import type { Luck } from '../../app/luck/luck.ts';
import { count } from '../shared/format.ts';

type Spoken = Pick<AppState, 'phase' | 'step' | 'luck' | 'strangers'>;

/** The seed under way and the way back are said, what each seed goes through is not. */
function announcedLuck(before: Luck | null, luck: Luck): string | null {
  if (before?.stage === luck.stage && before.outcomes.length === luck.outcomes.length) return null;
  if (luck.stage === 'returning') return `${luck.outcomes.length} of ${luck.seeds.length} seeds measured; bringing your training back`;
  return luck.outcomes.length < luck.seeds.length ? `Training seed ${luck.outcomes.length + 1} of ${luck.seeds.length}` : null;
}

/**
 * What is said aloud when the page went from `before` to `now`: ready, training, paused at a step, lost and recovered, stopped.
 * Of several seeds, which one is trained. Null where nothing worth a word happened, as when another program was compiled or a step was counted while training.
 */
export function announcement(before: Spoken | null, now: Spoken): string | null {
  const luck = underWay(now);
  if (luck) return announcedLuck(before && underWay(before), luck);
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
