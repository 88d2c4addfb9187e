import { underWay } from '../luck/luck.ts';
import type { Luck } from '../luck/luck.ts';
import { sameJson } from './draft.ts';
import type { AppState } from './state.ts';

/** The seeds that were trained of the experiment in effect, whatever its own seed; null where there are none, or of another experiment. */
export function fittingLuck({ luck, effective }: Pick<AppState, 'luck' | 'effective'>): Luck | null {
  return luck && sameJson({ ...luck.experiment, seed: 0 }, { ...effective, seed: 0 }) ? luck : null;
}

/** The strangers that were measured of the experiment in effect, whatever its own seed and whichever classes it leaves out itself; null likewise. */
export function fittingStrangers({ strangers, effective }: Pick<AppState, 'strangers' | 'effective'>): Luck | null {
  const anyone = { seed: 0, heldOut: [], batchSize: 0 };
  return strangers && sameJson({ ...strangers.experiment, ...anyone }, { ...effective, ...anyone }) ? strangers : null;
}

/** Whether seeds are trained in the place of the person's own training. */
export const isLuckUnderWay = (trials: Pick<AppState, 'luck' | 'strangers'>): boolean => underWay(trials) !== null;
