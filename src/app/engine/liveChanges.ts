import { defaultExperiment } from '../../config/experiment.ts';
import { withLiveChange } from '../../config/liveChange.ts';
import type { LiveChange } from '../../config/liveChange.ts';
import type { Experiment } from '../../config/schema.ts';

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
