import { CancelledError, PlaygroundError, describeError } from '../../errors.ts';
import { seedsFrom, usualSteps } from '../luck/luck.ts';
import type { LuckPlan, LuckSummary } from '../luck/luck.ts';
import { SeedTrials } from '../luck/trials.ts';
import type { Measured } from '../luck/trials.ts';
import { checkedWish } from '../luck/wish.ts';
import type { LuckWish } from '../luck/wish.ts';
import type { AppState, NoticeSubject } from '../store/state.ts';
import { Engine } from './engine.ts';
import type { TermChange } from './engine.ts';
import type { WithCurves } from './lastTraining.ts';
import type { EngineOptions } from './supervisor.ts';

/** The person's own training while seeds are trained in its place, and what was seen of it. */
interface Aside extends Pick<AppState, 'broughtBack' | 'selection'> {
  readonly training: WithCurves;
  /** Whether it trained on and on. */
  readonly goesOn: boolean;
}

/**
 * The engine with several seeds of an experiment. What is asked of the training while they are under way ends them, and is done
 * once the person's own training is back; without them nothing is different.
 */
export class LuckEngine extends Engine {
  private readonly trials: SeedTrials<Aside>;
  private aside: Aside | null = null;
  /** Whether training was asked for without an end. */
  protected endless = false;

  constructor(options: EngineOptions) {
    super(options);
    this.trials = new SeedTrials({
      setAside: (wish) => this.guard('training', () => this.setAside(wish)),
      train: (plan, seed, signal) => this.trainSeed(plan, seed, signal),
      bringBack: (aside) => this.bringBack(aside),
      tell: (action) => this.dispatch(action),
    });
  }

  /**
   * Trains several seeds of the experiment in effect, as many steps each, and measures each on the whole test set; then the
   * training is back as it was, to the bit.
   * @throws CancelledError when it is ended before. PlaygroundError where no further seed can be trained.
   */
  luck(wish: LuckWish = {}): Promise<LuckSummary> {
    return this.own(() => this.trials.run(wish));
  }

  /** Resolves when no seeds are trained and the person's own training is back; those measured stay. */
  endLuck(): Promise<void> {
    return this.own(async () => undefined);
  }

  override start(): Promise<void> {
    return this.own(() => {
      this.endless = true;
      return super.start();
    });
  }

  override pause(): Promise<void> {
    return this.ending(() => super.pause());
  }

  override step(count: number): Promise<void> {
    return this.own(() => super.step(count));
  }

  override reset(): Promise<void> {
    return this.ending(() => super.reset());
  }

  /** Of a seed that was stopped there is nothing to restart: the training is back. */
  override restart(): Promise<void> {
    return this.trials.underWay ? this.endLuck() : super.restart();
  }

  override configure(change: unknown): Promise<void> {
    return this.ending(() => super.configure(change));
  }

  override use(...wanted: Parameters<Engine['use']>): Promise<void> {
    return this.ending(() => super.use(...wanted));
  }

  override restore(training: Parameters<Engine['restore']>[0]): Promise<void> {
    return this.ending(() => super.restore(training));
  }

  override setTerm(change: TermChange): Promise<void> {
    return this.own(() => super.setTerm(change));
  }

  override setRates(rates: Parameters<Engine['setRates']>[0]): Promise<void> {
    return this.own(() => super.setRates(rates));
  }

  /** The person's own training, also while seeds are trained. */
  override async checkpoint(): Promise<WithCurves> {
    const training = this.aside?.training;
    return training ? { ...training, bytes: training.bytes.slice(0) } : super.checkpoint();
  }

  /** Work on the person's own training; at once where it is in effect. */
  private async own<T>(work: () => Promise<T>): Promise<T> {
    while (this.trials.underWay) await this.trials.end();
    return work();
  }

  /** Likewise, where it ends a training without an end. */
  private ending<T>(work: () => Promise<T>): Promise<T> {
    return this.own(() => {
      this.endless = false;
      return work();
    });
  }

  /** @throws CancelledError where the set-up that the wish is meant for fails; PlaygroundError where the training has stopped for good. */
  private async setAside(wish: LuckWish): Promise<{ readonly aside: Aside; readonly plan: LuckPlan }> {
    const { seeds, steps } = checkedWish(wish);
    const { phase, selection, broughtBack } = this.state;
    if (phase === 'halted') throw new PlaygroundError('The training has stopped, and there is nothing to come back to.', 'Restart it, then ask for other seeds.');
    const goesOn = this.endless && phase !== 'resting';
    await this.supervisor.gate.pass();
    const { id } = this.supervisor;
    // At rest all losses have been told.
    await super.pause();
    const training = await super.checkpoint();
    if (id !== this.supervisor.id) throw new CancelledError('The set-up before it failed, so no seeds were trained.', 'Correct the set-up, or ask for seeds of the experiment in effect.');
    this.supervisor.last.hold(training);
    this.aside = { training, goesOn, selection, broughtBack };
    const { experiment, step } = training;
    const each = steps ?? usualSteps(step, this.state.setUp!.stepsPerEpoch);
    return { aside: this.aside, plan: { experiment, steps: each, seeds: seedsFrom(experiment.seed, seeds) } };
  }

  private async trainSeed({ experiment, steps }: LuckPlan, seed: number, signal: AbortSignal): Promise<Measured> {
    await super.use({ ...experiment, seed });
    signal.throwIfAborted();
    await this.supervisor.send('setSpeed', { stepsPerSecond: null });
    signal.throwIfAborted();
    const stopped = this.watchStop();
    try {
      await super.step(steps);
    } catch (error) {
      if (stopped.about !== 'training') throw error;
      return { runs: [], fault: describeError(error).message };
    } finally {
      stopped.leave();
    }
    signal.throwIfAborted();
    const { runs } = await super.evaluate();
    return { runs: runs.map(({ testAccuracy, compactness }) => ({ testAccuracy, compactness })), fault: null };
  }

  /** Notes what a training stops for, as its notice first says it: `training` where it is the training's own fault. */
  private watchStop(): { readonly about: NoticeSubject | null; leave(): void } {
    let about: NoticeSubject | null = null;
    const leave = this.store.subscribe(({ phase, notice }, before) => {
      if (phase === 'halted' && before.phase !== 'halted') about = notice?.about ?? null;
    });
    return {
      get about() {
        return about;
      },
      leave,
    };
  }

  private async bringBack({ training, goesOn, ...seen }: Aside): Promise<void> {
    try {
      // Where the worker stopped meanwhile, the second set-up opens another one.
      await super.restore(training).catch(() => super.restore(training));
      await this.supervisor.send('setSpeed', { stepsPerSecond: this.state.speed });
    } catch (error) {
      // Its notice offers to go on from what was set aside.
      this.dispatch({ type: 'halted', id: this.supervisor.id, cause: 'deviceLost', ...describeError(error) });
      throw error;
    } finally {
      this.supervisor.last.release();
      this.aside = null;
    }
    this.dispatch({ type: 'asBefore', ...seen });
    if (goesOn) await super.start();
  }
}
