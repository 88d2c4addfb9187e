import type { Luck } from '../luck/luck.ts';
import { sameJson } from './draft.ts';
import type { AppState } from './state.ts';

/** The seeds that were trained of the experiment in effect, whatever its own seed; null where there are none, or of another experiment. */
export function fittingLuck({ luck, effective }: Pick<AppState, 'luck' | 'effective'>): Luck | null {
  return luck && sameJson({ ...luck.experiment, seed: 0 }, { ...effective, seed: 0 }) ? luck : null;
}

/** Whether seeds are trained in the place of the person's own training. */
export const isLuckUnderWay = ({ luck }: Pick<AppState, 'luck'>): boolean => luck !== null && luck.stage !== 'over';
