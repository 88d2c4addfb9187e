/** The right to write what is kept: one tab of the page has it. */
export interface WriterLock {
  /** True while this tab may write. */
  readonly held: boolean;
  /** Takes the right from the tab that has it. */
  steal(): Promise<void>;
}

/**
 * Asks for the right at once and, where another tab has it, for when that one closes. Without Web Locks (plain http, older
 * browsers, denied storage) every tab has it.
 * @param onChange called when this tab gets the right or loses it.
 * @returns once it is known whether this tab has it.
 */
export async function requestWriterLock(name: string, onChange: (held: boolean) => void, locks: LockManager | undefined = globalThis.navigator?.locks): Promise<WriterLock> {
  if (!locks) return { held: true, steal: async () => undefined };
  const state = { held: false };
  const set = (held: boolean) => {
    if (state.held === held) return;
    state.held = held;
    onChange(held);
  };
  const whileHeld = (lock: Lock | null) => {
    if (!lock) return undefined;
    set(true);
    // Held until the tab closes or another one steals it, which rejects the request.
    return new Promise<never>(() => undefined);
  };
  const wait = () => void locks.request(name, whileHeld).catch(lose);
  const lose = (error: unknown) => {
    const stolen = error instanceof DOMException && error.name === 'AbortError';
    set(!stolen);
    if (stolen) wait(); // asking where locks are denied would never end
  };
  const take = (options: LockOptions) =>
    new Promise<void>((resolve) => {
      locks
        .request(name, options, (lock) => {
          const holding = whileHeld(lock);
          resolve();
          return holding;
        })
        .then(() => wait(), lose)
        .finally(resolve);
    });
  await take({ ifAvailable: true });
  return {
    get held() {
      return state.held;
    },
    steal: () => take({ steal: true }),
  };
}
