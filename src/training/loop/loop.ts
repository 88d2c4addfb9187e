import type { Trainer } from '../trainer.ts';
import { nextTask, sleep } from '../waits.ts';
import { Demands } from './demands.ts';
import type { Cue } from './demands.ts';
import { Errand } from './errand.ts';
import type { LoopEvents } from './events.ts';
import { LossReports } from './lossReports.ts';
import { checkpointInterval, snapshotImages, snapshotInterval, stepsInFlight, stepsPerSubmission } from './pace.ts';
import type { Speed } from './pace.ts';
import { Submissions } from './submissions.ts';
import type { LoopDevice } from './submissions.ts';

/**
 * Drives a trainer as far as it is asked to, as fast as the device goes or at a pace, yielding to messages between
 * submissions. How much is on its way to the device is bounded by work, not by waiting for each step, so that a device that
 * tells finished work late is kept busy and a pause is answered within 100 ms or one step.
 */
export class TrainingLoop {
  private trainer: Trainer;
  private device: LoopDevice;
  private submissions: Submissions;
  private readonly events: LoopEvents;
  private readonly reports: LossReports;
  /** How far training is to go, and what happens on the way. */
  readonly demands: Demands;
  /** The one training under way. */
  private task: Promise<void> | null = null;
  private readonly speed: Speed;
  /** Work that steps wait for. */
  private interlude: Promise<unknown> = Promise.resolve();
  /** Features and checkpoints; neither steps nor a pause wait for them. */
  private readonly drawing: Errand;
  private readonly keeping: Errand;
  private fault: { readonly error: unknown } | null = null;

  constructor(trainer: Trainer, events: LoopEvents, device: LoopDevice, speed: Speed) {
    this.speed = speed;
    this.trainer = trainer;
    this.events = events;
    this.device = device;
    this.submissions = new Submissions(device);
    this.demands = new Demands(trainer.step);
    // A fault stops training, or is told where it came to rest meanwhile.
    const failed = (error: unknown) => (this.task ? void (this.fault ??= { error }) : events.failed(error));
    this.drawing = new Errand(() => events.snapshot(this.snapshotImages), failed);
    this.keeping = new Errand(() => events.checkpoint(), failed);
    this.reports = new LossReports((trace, stepMs) => events.progress(trace, stepMs));
    this.reports.attach(trainer, device, trainer.step);
  }

  get running(): boolean {
    return this.task !== null;
  }

  /** The last step whose losses were told. */
  get stepTold(): number {
    return this.reports.told;
  }

  /** How many test images a snapshot while training shows at the present speed. */
  get snapshotImages(): number {
    const { evaluator, experiment } = this.trainer;
    return snapshotImages(evaluator.probe.labels.length, experiment.batchSize, this.reports.stepMs);
  }

  /** Trains until paused, or up to a step that lies ahead. */
  start(until: number | null = null): void {
    this.demands.goOn(until !== null && until > Math.max(this.trainer.step, this.stepTold) ? until : Infinity);
    this.launch();
  }

  /**
   * Trains `count` steps after those already asked for; resolves when they are done and their losses told.
   * @throws CancelledError with the step reached, when a pause comes first; what stopped the training otherwise.
   */
  advance(count: number): Promise<void> {
    const reached = this.demands.add(count, Math.max(this.trainer.step, this.stepTold));
    this.launch();
    return reached;
  }

  /**
   * Resolves once training stands still; features may be on their way from the device. Who waits for a later step is refused.
   * @param why begins the sentence that they are told: "Paused".
   */
  pause(why = 'Paused'): Promise<void> {
    const rested = this.task ? this.demands.rest() : Promise.resolve();
    return this.demands.end(rested.then(() => this.stepTold), why);
  }

  /** Runs `work` between two steps, or at once when training rests, so that it sees the models of one step: not of one that is done again. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    const { lifeline } = this.device;
    if (this.again) await lifeline.guard(new Promise<void>((act, drop) => this.demands.addCue({ step: this.stepTold, act, drop })));
    const result = this.interlude.then(() => this.drawing.pending).then(() => lifeline.guard(work()));
    this.interlude = result.catch(() => undefined);
    return result;
  }

  /**
   * Goes on with another trainer in place of one whose device was lost. Steps up to the last told one are done again without
   * being told again. Nothing of the old device may be under way: see `ended`.
   * @param cues what happened at the steps that are done again, in order.
   */
  replace(trainer: Trainer, device: LoopDevice, cues: readonly Cue[]): void {
    const told = this.stepTold;
    Object.assign(this, { trainer, device, submissions: new Submissions(device), fault: null, interlude: Promise.resolve() });
    for (const errand of [this.drawing, this.keeping]) errand.forget();
    this.reports.attach(trainer, device, told);
    this.demands.setCues(cues);
    if (this.demands.resting || cues.length > 0 || trainer.step < this.wanted) this.launch();
  }

  /**
   * Does something between two steps: now, or, while steps are done again, right after the last of them.
   * @returns the step that it comes after.
   */
  act(work: () => void): number {
    const step = Math.max(this.trainer.step, this.stepTold);
    if (this.again) this.demands.addCue({ step, act: work });
    else work();
    return step;
  }

  /** Ends everything that was asked for: the device is gone and will not come back. */
  abandon(error: unknown): void {
    this.demands.refuse(error);
  }

  /** Resolves when no training is under way any more, however it ended. */
  async ended(): Promise<void> {
    while (this.task) await this.task;
  }

  /** True while steps are done that were told before the device was lost. */
  private get again(): boolean {
    return this.trainer.step < this.stepTold;
  }

  private get wanted(): number {
    return this.demands.wanted(this.stepTold);
  }

  private launch(): void {
    this.task ??= this.train();
  }

  private async train(): Promise<void> {
    this.events.running(true);
    this.submissions.lastDone = performance.now();
    const clock = setInterval(() => this.tellWaiting(), 1000);
    const outcome = await this.pursue().then(() => null, (error: unknown) => ({ error }));
    clearInterval(clock);
    // Who waits goes on waiting: the device is opened anew.
    const lost = outcome !== null && (await this.device.isLost(outcome.error));
    this.task = null;
    if (lost) return;
    if (!outcome) this.demands.tellRested();
    // Asked for in the very last moment.
    if (!outcome && this.trainer.step < this.wanted) return this.launch();
    this.events.running(false);
    if (!outcome) return;
    this.demands.refuse(outcome.error);
    this.events.failed(outcome.error);
  }

  private async pursue(): Promise<void> {
    do {
      this.reports.begin();
      await this.steps();
      await this.tellReached(Infinity);
      this.demands.playCues(this.trainer.step);
      this.demands.tellRested();
    } while (this.trainer.step < this.wanted);
  }

  private async steps(): Promise<void> {
    const { lifeline } = this.device;
    this.fault = null;
    for (const errand of [this.drawing, this.keeping]) errand.begin();
    while (this.trainer.step < this.wanted) {
      await lifeline.guard(this.interlude);
      const began = performance.now();
      const paced = this.speed.stepsPerSecond !== null && !this.again;
      this.reports.paced = paced;
      this.submit(paced);
      const { stepMs } = this.reports;
      await this.submissions.atMost(paced ? 0 : stepsInFlight(stepMs, this.device.clockMs) - 1);
      if (paced) this.reports.stepMs = performance.now() - began;
      await nextTask();
      await this.reports.collectWhenDue();
      await this.tellReached(this.trainer.step);
      await this.runErrands(stepMs);
      await this.keepPace(began);
    }
  }

  /** Submits some steps: no further than the next one that somebody waits for or that something happens at. */
  private submit(paced: boolean): void {
    const { step } = this.trainer;
    this.demands.playCues(step);
    const most = paced ? 1 : stepsPerSubmission(this.reports.stepMs);
    const steps = Math.min(most, this.reports.makeRoom(), this.demands.nextStop(step, this.stepTold) - step);
    this.trainer.advance(steps);
    this.submissions.add(steps);
  }

  /** Tells who waits for steps up to this one, if they were done; a fault among them stops training. */
  private async tellReached(step: number): Promise<void> {
    if (step === Infinity || this.demands.awaited(step)) {
      await this.submissions.atMost(0);
      await this.reports.collectAll();
    }
    const fault = this.reports.fault ?? this.fault;
    if (fault) throw fault.error;
    this.demands.tellReached(this.stepTold);
  }

  private tellWaiting(): void {
    const { steps, lastDone } = this.submissions;
    const seconds = Math.floor((performance.now() - lastDone) / 1000);
    if (seconds >= 1 && steps > 0) this.events.waiting(this.trainer.step - steps + 1, seconds);
  }

  /** Least wall time between two snapshots, in milliseconds. */
  private get snapshotInterval(): number {
    const { stepMs } = this.reports;
    const idle = this.speed.stepsPerSecond === null ? 0 : 1000 / this.speed.stepsPerSecond - stepMs;
    return snapshotInterval(this.snapshotImages, this.trainer.experiment.batchSize, stepMs, idle);
  }

  private async runErrands(stepMs: number): Promise<void> {
    const { lifeline, clockMs } = this.device;
    if (this.again) return;
    const drawing = stepMs > 0 && this.drawing.runWhenDue(this.snapshotInterval, this.device);
    this.keeping.runWhenDue(checkpointInterval, this.device);
    if (drawing && stepsInFlight(stepMs, clockMs) === 1) await lifeline.guard(this.device.idle());
  }

  /** Waits for the next step's time in short naps, so that a pause or a new speed is answered at once. */
  private async keepPace(began: number): Promise<void> {
    while (this.speed.stepsPerSecond !== null && !this.again && this.trainer.step < this.wanted) {
      const left = began + 1000 / this.speed.stepsPerSecond - performance.now();
      if (left <= 0) return;
      await sleep(Math.min(left, 50));
    }
  }
}
