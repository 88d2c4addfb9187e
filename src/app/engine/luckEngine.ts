import { CancelledError, PlaygroundError, describeError } from '../../errors.ts';
import { seedsFrom, summaryOf, usualSteps } from '../luck/luck.ts';
import type { LuckPlan, LuckSummary, SeedMeasures, TrialKind } from '../luck/luck.ts';
import { checkedStrangers, strangersSummary } from '../luck/strangers.ts';
import type { StrangersSummary, StrangersWish } from '../luck/strangers.ts';
import { SeedTrials } from '../luck/trials.ts';
import type { Measured } from '../luck/trials.ts';
import { checkedWish } from '../luck/wish.ts';
import type { LuckWish } from '../luck/wish.ts';
import type { AppState } from '../store/state.ts';
import { Engine } from './engine.ts';
import type { TermChange } from './engine.ts';
import type { WithCurves } from '../keeping/record.ts';
import type { EngineOptions } from './options.ts';

/** The person's own training while seeds are trained in its place, and what was seen of it. */
interface Aside extends Pick<AppState, 'broughtBack' | 'selection'> {
  readonly training: WithCurves;
  /** Whether it trained on and on. */
  readonly goesOn: boolean;
}

/** What seeds are asked for, by kind. */
type TrialWish = { readonly kind: 'seeds'; readonly wish: LuckWish } | { readonly kind: 'strangers'; readonly wish: StrangersWish };

/**
 * The engine with several seeds of an experiment. What is asked of the training while they are under way ends them, and is done
 * once the person's own training is back; without them nothing is different.
 */
export class LuckEngine extends Engine {
  private readonly trials: SeedTrials<Aside, TrialWish>;
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
    return this.own(async () => summaryOf(await this.trials.run({ kind: 'seeds', wish })));
  }

  /**
   * Trains the experiment in effect without some classes, from several seeds, and measures how well each run tells the test images
   * of these from the others; then the training is back as it was, to the bit.
   * @throws as `luck`.
   */
  strangers(wish: StrangersWish = {}): Promise<StrangersSummary> {
    return this.own(async () => strangersSummary(await this.trials.run({ kind: 'strangers', wish })));
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
  protected async own<T>(work: () => Promise<T>): Promise<T> {
    while (this.trials.underWay) await this.trials.end();
    return work();
  }

  /** Likewise, where it ends a training without an end. */
  protected ending<T>(work: () => Promise<T>): Promise<T> {
    return this.own(() => {
      this.endless = false;
      return work();
    });
  }

  /** @throws CancelledError where the set-up that the wish is meant for fails; PlaygroundError where the training has stopped for good. */
  private async setAside(wanted: TrialWish): Promise<{ readonly aside: Aside; readonly plan: LuckPlan }> {
    if (wanted.kind === 'seeds') checkedWish(wanted.wish);
    const { phase, selection, broughtBack } = this.state;
    if (phase === 'halted') throw new PlaygroundError('The training has stopped, and there is nothing to come back to.', 'Restart it, then ask for other seeds.');
    const goesOn = this.endless && phase !== 'resting';
    await this.supervisor.gate.pass();
    const { seeds, steps, heldOut } = this.checkedTrial(wanted);
    const { id } = this.supervisor;
    // At rest all losses have been told.
    await super.pause();
    const training = await super.checkpoint();
    if (id !== this.supervisor.id) throw new CancelledError('The set-up before it failed, so no seeds were trained.', 'Correct the set-up, or ask for seeds of the experiment in effect.');
    this.supervisor.last.hold(training);
    this.aside = { training, goesOn, selection, broughtBack };
    const { experiment, step } = training;
    const each = steps ?? usualSteps(step, this.state.setUp!.stepsPerEpoch);
    const trained = heldOut ? this.fitting({ ...experiment, heldOut }, {}) : experiment;
    return { aside: this.aside, plan: { kind: wanted.kind, experiment: trained, steps: each, seeds: seedsFrom(experiment.seed, seeds) } };
  }

  /** What is asked for, checked; `heldOut` is null where the experiment's own is meant. */
  private checkedTrial({ kind, wish }: TrialWish): { readonly seeds: number; readonly steps: number | null; readonly heldOut: readonly number[] | null } {
    if (kind === 'seeds') return { ...checkedWish(wish), heldOut: null };
    const { setUp } = this.state;
    return checkedStrangers(wish, setUp?.dataset.classNames.length ?? 0, setUp?.drawnStrangers ?? []);
  }

  private async trainSeed({ kind, experiment, steps }: LuckPlan, seed: number, signal: AbortSignal): Promise<Measured> {
    await super.use({ ...experiment, seed });
    signal.throwIfAborted();
    await this.supervisor.send('setSpeed', { stepsPerSecond: null });
    signal.throwIfAborted();
    try {
      await super.step(steps);
    } catch (error) {
      // A seed that stops by its own fault is an outcome.
      const { halt } = this.state;
      if (halt === null || halt === 'deviceLost') throw error;
      return { runs: [], fault: describeError(error).message };
    }
    signal.throwIfAborted();
    return { runs: await this.measured(kind), fault: null };
  }

  private async measured(kind: TrialKind): Promise<SeedMeasures[]> {
    if (kind === 'seeds') return (await super.evaluate()).runs.map(({ testAccuracy, compactness }) => ({ testAccuracy, compactness }));
    const { runs } = await this.supervisor.send('novelty', {});
    return runs.map(({ metrics: { testAccuracy, compactness }, distance, probability }) => ({ testAccuracy, compactness, distance, probability }));
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
