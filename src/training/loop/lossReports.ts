import type { Trace, Trainer } from '../trainer.ts';
import type { Lifeline } from './lifeline.ts';
import { logInterval, stepsAtOnce } from './pace.ts';
import { StepClock } from './stepClock.ts';
import type { LoopDevice } from './submissions.ts';

/** Reads on their way at once; more wait. Each holds a copy of the log. */
const mostReads = 8;

/**
 * Brings the losses from the device in time, however fast it is, and tells each step's once and in order. Reading waits for
 * nothing: several reads may be on their way.
 */
export class LossReports {
  /** What a step took of late, in milliseconds; 0 until it is known. */
  stepMs = 0;
  /** The last step whose losses were told. */
  told = 0;
  /** A loss that is not finite, or a read that failed. Losses before it have been told. */
  fault: { readonly error: unknown } | null = null;
  /** Whether training keeps a pace: then the time between reads says nothing about a step. */
  paced = false;
  private readonly tell: (trace: Trace, stepMs: number) => void;
  private trainer!: Trainer;
  private lifeline!: Lifeline;
  private reads: Promise<unknown>[] = [];
  private asked = 0;
  private readonly clock = new StepClock();

  constructor(tell: (trace: Trace, stepMs: number) => void) {
    this.tell = tell;
  }

  /** Reads from this trainer from now on. Losses of steps up to `told` are not told again. */
  attach(trainer: Trainer, { lifeline, clockMs }: LoopDevice, told: number): void {
    Object.assign(this, { trainer, lifeline, told, reads: [], fault: null, stepMs: 0 });
    this.clock.latenessMs = clockMs;
  }

  /** Training begins or goes on after a rest: its clock starts. */
  begin(): void {
    this.fault = null;
    this.asked = performance.now();
    this.clock.begin(this.asked);
  }

  /** Steps that may be submitted now, at least one: the losses of earlier ones are read first where the log is full. */
  makeRoom(): number {
    if (this.trainer.roomForSteps < stepsAtOnce) this.collect();
    return this.trainer.roomForSteps;
  }

  /** Asks for the losses when it is time. Waits only where many reads are on their way. */
  async collectWhenDue(): Promise<void> {
    if (performance.now() - this.asked >= logInterval(this.stepMs)) this.collect();
    while (this.reads.length > mostReads) await this.lifeline.guard(this.reads[0]!);
  }

  /** Waits for the losses of every step submitted so far. */
  async collectAll(): Promise<void> {
    this.collect();
    await this.lifeline.guard(Promise.all(this.reads));
  }

  private collect(): void {
    const { trainer, reads } = this;
    const steps = trainer.unreadSteps;
    if (steps === 0) return;
    this.asked = performance.now();
    const before = reads.at(-1) ?? Promise.resolve();
    const told = Promise.all([trainer.readLosses(), before]).then(
      ([{ trace, fault }]) => this.trainer === trainer && this.report(trace, steps, fault),
      (error: unknown) => void (this.trainer === trainer && (this.fault ??= { error })),
    );
    const done = told.finally(() => void reads.splice(reads.indexOf(done), 1));
    reads.push(done);
  }

  private report(trace: Trace, steps: number, fault: Error | null): void {
    if (this.fault) return;
    const wallMs = this.clock.count(steps, performance.now()) ?? this.stepMs;
    if (!this.paced) this.stepMs = wallMs;
    const again = Math.max(0, this.told + 1 - trace.firstStep);
    const losses = trace.losses.slice(again);
    if (losses.length > 0) {
      const firstStep = trace.firstStep + again;
      this.told = firstStep + losses.length - 1;
      this.tell({ firstStep, losses }, wallMs);
    }
    if (fault) this.fault = { error: fault };
  }
}
