import { defaultExperiment } from '../../config/experiment.ts';
import { withLiveChange, withLogged, type LiveChange, type LoggedChange } from '../../config/liveChange.ts';
import type { Experiment } from '../../config/schema.ts';
import type { Changes } from '../keeping/journal.ts';
import type { WithCurves } from '../keeping/record.ts';

/** What a training is set up again from: its bytes, and what is known of its course. */
export type Again = Pick<WithCurves, 'bytes'> & Partial<WithCurves>;

/**
 * A copy of the training in effect with the live changes made since: set up again, it has those at its step at once, later ones
 * when training gets to their steps again.
 *
 * @param atOnce makes the later ones at once too: a person who restarts what has stopped sees them as they set them.
 */
export function withChangesSince(copy: WithCurves, { log, ahead }: Changes, { atOnce = false } = {}): WithCurves {
  const { step } = copy;
  const later = log.filter((entry) => entry.step > step);
  const made = log.filter((entry) => entry.step <= step);
  const now = atOnce ? later.reduce<readonly LoggedChange[]>((held, entry) => withLogged(held, { ...entry, step }), made) : made;
  return { ...copy, log: now, ahead: atOnce ? ahead : [...later, ...ahead] };
}

/** Live changes on their way to the worker: they show at once, and what it refuses is taken back. */
export class LiveChanges {
  /** The experiment in effect without changes that the worker has not confirmed. */
  private confirmed = defaultExperiment;
  private sent: readonly LiveChange[] = [];

  /** An experiment was set up; changes on their way are of it. */
  begin(experiment: Experiment): void {
    this.confirmed = experiment;
  }

  /** The worker made one by itself. */
  made(change: LiveChange): void {
    this.confirmed = withLiveChange(this.confirmed, change);
  }

  /** Those that the worker has not confirmed; they show also over a set-up that is told meanwhile. */
  get unconfirmed(): readonly LiveChange[] {
    return this.sent;
  }

  /** The experiment with them. */
  get shown(): Experiment {
    return this.sent.reduce(withLiveChange, this.confirmed);
  }

  /**
   * Sends a change; resolves with the answer.
   *
   * @param isOf whether the change was one of the experiment in effect, asked when it is confirmed.
   */
  async send<T>(change: LiveChange, send: () => Promise<T>, isOf: () => boolean): Promise<T> {
    this.sent = [...this.sent, change];
    const answer = await send().finally(() => (this.sent = this.sent.filter((held) => held !== change)));
    if (isOf()) this.confirmed = withLiveChange(this.confirmed, change);
    return answer;
  }
}
