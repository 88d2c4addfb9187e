/**
 * An error meant for the person at the page: `message` says what happened, with the numbers; `hint` says what to do next.
 * Throw it for bad input and for faults a person can act on; let programming errors be ordinary `Error`s.
 */
export class PlaygroundError extends Error {
  override readonly name: string = 'PlaygroundError';
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** Training produced a value that is not finite; the run stops and its last good state stays on the page. */
export class DivergedError extends PlaygroundError {
  override readonly name = 'DivergedError';
}

/** The GPU device went away; the worker must be restarted before training can go on. */
export class DeviceLostError extends PlaygroundError {
  override readonly name = 'DeviceLostError';
}

/** The person cancelled the work (a download); nothing is wrong and nothing was kept. */
export class CancelledError extends PlaygroundError {
  override readonly name = 'CancelledError';
}

/** Message and hint of anything thrown, for a notice on the page or an event of the worker. */
export function describeError(error: unknown): { message: string; hint: string } {
  if (error instanceof PlaygroundError) return { message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return { message, hint: 'Reload the page. If it happens again, please report it with this message.' };
}
