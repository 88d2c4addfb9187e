import { CancelledError, describeError } from '../../errors.ts';
import type { LuckAction, LuckPlan, SeedOutcome, Trained } from './luck.ts';

/** A seed's outcome as its training gives it. */
export type Measured = Pick<SeedOutcome, 'runs' | 'fault'>;

/** What seeds are trained on; `T` is the person's own training, set aside, `W` what is asked for. */
export interface Stage<T, W> {
  /** Takes the training as it is now out of the way. @throws PlaygroundError where there is none to come back to; it stands then. */
  setAside(wish: W): Promise<{ readonly aside: T; readonly plan: LuckPlan }>;
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
export class SeedTrials<T, W> {
  private readonly stage: Stage<T, W>;
  private current: Trial | null = null;

  constructor(stage: Stage<T, W>) {
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
  run(wish: W): Promise<Trained> {
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

  private async conduct(wish: W, signal: AbortSignal): Promise<Trained> {
    const { aside, plan } = await this.stage.setAside(wish);
    const outcomes: SeedOutcome[] = [];
    this.stage.tell({ type: 'luckBegan', plan });
    const failed = await this.trainAll(plan, outcomes, signal).then(() => null, (error: unknown) => ({ error }));
    this.stage.tell({ type: 'luckReturning', trouble: failed && !signal.aborted ? describeError(failed.error) : null });
    await this.stage.bringBack(aside).finally(() => this.stage.tell({ type: 'luckOver' }));
    if (failed) throw failed.error;
    return { ...plan, outcomes };
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
