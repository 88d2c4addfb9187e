import type { Experiment } from '../../config/schema.ts';
import type { LoggedChange } from '../../config/liveChange.ts';
import { CancelledError, describeError } from '../../errors.ts';
import type { PlaygroundError } from '../../errors.ts';
import type { Client } from '../../worker/client.ts';
import type { Action } from '../store/reduce.ts';
import type { AppState } from '../store/state.ts';
import type { Gate } from './gate.ts';
import type { Again } from './liveChanges.ts';

/** What bringing a worker back needs of its supervisor. */
interface Stopped {
  readonly store: { getState(): AppState };
  readonly last: { goOnFrom(state: AppState): Again | null };
  readonly gate: Gate;
  readonly id: number;
  readonly send: Client['send'];
  dispatch(action: Action): void;
  restore(training: Again): Promise<void>;
  setUpFirst(experiment: Experiment, ahead: readonly LoggedChange[]): Promise<void>;
}

/** Starts another worker in place of one that stopped, and goes on from the last checkpoint; where that fails, or the last one stopped just before, a person restarts it. */
export async function revive(page: Stopped, error: PlaygroundError, isAgain: boolean): Promise<void> {
  const copy = page.last.goOnFrom(page.store.getState());
  const { phase, effective, backend, ahead } = page.store.getState();
  const halt = (reason: unknown) => page.dispatch({ type: 'halted', id: page.id, cause: 'deviceLost', ...describeError(reason) });
  if (isAgain || !backend) {
    page.gate.open();
    return halt(error);
  }
  try {
    await (copy ? page.restore(copy) : page.setUpFirst(effective, ahead));
    if (phase === 'running') await page.send('start', { id: page.id, until: page.store.getState().stopAt });
    page.dispatch({ type: 'told', message: `${error.message} It was started again.`, hint: `Training went on from step ${page.store.getState().step}.` });
  } catch (failed) {
    // Else something else was asked for meanwhile.
    if (!(failed instanceof CancelledError)) halt(failed);
  }
}
