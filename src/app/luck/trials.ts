import { CancelledError, describeError } from '../../errors.ts';
import { summaryOf } from './luck.ts';
import type { LuckAction, LuckPlan, LuckSummary, SeedOutcome } from './luck.ts';
import type { LuckWish } from './wish.ts';

/** A seed's outcome as its training gives it. */
export type Measured = Pick<SeedOutcome, 'runs' | 'fault'>;

/** What seeds are trained on; `T` is the person's own training, set aside. */
export interface Stage<T> {
  /** Takes the training as it is now out of the way. @throws PlaygroundError where there is none to come back to; it stands then. */
  setAside(wish: LuckWish): Promise<{ readonly aside: T; readonly plan: LuckPlan }>;
  /**
   * Trains the experiment from a seed and measures it.
   * @param signal aborted once nobody waits for it any more: nothing more is asked of the trainer then.
   * @throws what ends all seeds; what stops this one alone is its `fault`.
   */
  train(plan: LuckPlan, seed: number, signal: AbortSignal): Promise<Measured>;
  /** Ends what is under way and brings the training back. */
  bringBack(aside: T): Promise<void>;
  tell(action: LuckAction): void;
}

interface Trial {
  readonly end: AbortController;
  /** Resolves when the person's training is back, or cannot be brought back. */
  readonly over: Promise<unknown>;
}

/** The work's result, unless the signal is aborted first: it rejects with the signal's reason then. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

/** Several seeds of one experiment, one after the other, in the place of the person's own training. */
export class SeedTrials<T> {
  private readonly stage: Stage<T>;
  private current: Trial | null = null;

  constructor(stage: Stage<T>) {
    this.stage = stage;
  }

  /** True from `run` until the person's training is back. */
  get underWay(): boolean {
    return this.current !== null;
  }

  /**
   * Trains the seeds; resolves when all are measured and the training is back. None may be under way.
   * @throws CancelledError when it is ended before; PlaygroundError where no further seed can be trained. The training is back then too.
   */
  run(wish: LuckWish): Promise<LuckSummary> {
    const end = new AbortController();
    const work = this.conduct(wish, end.signal).finally(() => (this.current = null));
    // Who called `run` hears how it ended.
    this.current = { end, over: work.catch(() => undefined) };
    return work;
  }

  /** Ends what is under way, and resolves when the training is back. What is measured stays. */
  async end(): Promise<void> {
    this.current?.end.abort(new CancelledError('Training other seeds was ended.', 'The seeds measured so far stay; the training is back at its step.'));
    await this.current?.over;
  }

  private async conduct(wish: LuckWish, signal: AbortSignal): Promise<LuckSummary> {
    const { aside, plan } = await this.stage.setAside(wish);
    const outcomes: SeedOutcome[] = [];
    this.stage.tell({ type: 'luckBegan', plan });
    const failed = await this.trainAll(plan, outcomes, signal).then(() => null, (error: unknown) => ({ error }));
    this.stage.tell({ type: 'luckReturning', trouble: failed && !signal.aborted ? describeError(failed.error) : null });
    await this.stage.bringBack(aside).finally(() => this.stage.tell({ type: 'luckOver' }));
    if (failed) throw failed.error;
    return summaryOf({ ...plan, outcomes });
  }

  private async trainAll(plan: LuckPlan, outcomes: SeedOutcome[], signal: AbortSignal): Promise<void> {
    for (const seed of plan.seeds) {
      signal.throwIfAborted();
      const began = performance.now();
      const measured = await unless(signal, this.stage.train(plan, seed, signal));
      const outcome = { seed, ...measured, seconds: (performance.now() - began) / 1000 };
      outcomes.push(outcome);
      this.stage.tell({ type: 'luckMeasured', outcome });
    }
  }
}
