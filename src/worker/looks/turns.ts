import type { Parts } from '../../projections/projection.ts';
import { nextTask, sleep } from '../../training/waits.ts';

/** How work in parts shares the worker with what else there is to do. */
export interface Turns {
  /** Asked between turns; when it says no, the work is left undone. */
  readonly keepGoing: () => boolean;
  /** How many times as long as a turn others have the worker to themselves after it; 0 is for as long as they have anything to do. */
  readonly rest: number;
}

/** Work that nothing ends, while nothing else has to be done. */
export const undisturbed: Turns = { keepGoing: () => true, rest: 0 };

/** How long a turn takes, or as long as one part, in milliseconds. */
const turnMs = 8;

/** Does work in turns; null where it was left undone. Work of one part is done at once. */
export async function inTurns<T>(work: Parts<T>, { keepGoing, rest }: Turns): Promise<T | null> {
  for (let began = performance.now(); ; ) {
    const { done, value } = work.next();
    if (done) return value;
    const took = performance.now() - began;
    if (took < turnMs) continue;
    await (rest > 0 ? sleep(rest * took) : nextTask());
    if (!keepGoing()) return null;
    began = performance.now();
  }
}
