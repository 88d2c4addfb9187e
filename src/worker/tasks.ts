import { CancelledError } from '../errors.ts';

interface Task {
  readonly abort: AbortController;
  /** Resolves when it has ended, well or not. */
  readonly done: Promise<void>;
}

/** Long work that excludes other such work: one at a time, and the newest ends the one before. */
export class Tasks {
  private current: Task | null = null;

  get busy(): boolean {
    return this.current !== null;
  }

  /** Resolves when none is under way. */
  async settled(): Promise<void> {
    while (this.current) await this.current.done;
  }

  /**
   * Ends the task under way and then does the work.
   * @param work asks its signal at the points where it can end.
   * @throws CancelledError when another task ends this one.
   */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const before = this.current;
    before?.abort.abort(new CancelledError('Another set-up took its place.', 'Nothing is lost: the later one counts.'));
    const abort = new AbortController();
    const result = Promise.resolve(before?.done).then(() => {
      abort.signal.throwIfAborted();
      return work(abort.signal);
    });
    const task: Task = { abort, done: result.then(() => undefined, () => undefined) };
    this.current = task;
    return result.finally(() => {
      if (this.current === task) this.current = null;
    });
  }
}

/** A controller that a signal aborts too, with its reason, until it is left. */
export function under(signal: AbortSignal): { readonly controller: AbortController; leave(): void } {
  const controller = new AbortController();
  const follow = () => controller.abort(signal.reason);
  if (signal.aborted) follow();
  signal.addEventListener('abort', follow);
  return { controller, leave: () => signal.removeEventListener('abort', follow) };
}
