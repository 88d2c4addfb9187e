import { checkLiveChange, withLogged, type LiveChange, type LoggedChange } from '../../config/liveChange.ts';
import { DeviceLostError, DivergedError, describeError } from '../../errors.ts';
import { isFiniteCheckpoint } from '../../training/checkpoint/checkpoint.ts';
import { TrainingLoop } from '../../training/loop/loop.ts';
import type { Trace, Trainer } from '../../training/trainer.ts';
import { nextTask } from '../../training/waits.ts';
import type { FullFeatures } from '../looks/looks.ts';
import { Ahead } from './ahead.ts';
import { keptTraining, type Course, type KeptTraining, type Origin } from './origin.ts';
import type { MemoryInfo } from '../protocol.ts';
import type { SessionParts } from './parts.ts';
import { setUpOf, type SetUp } from './setUp.ts';
import { tune } from './tune.ts';
import { Views } from '../looks/views.ts';

/** One experiment from set-up to disposal: its trainer, the loop that drives it, and the events that tell the page. */
export class Session {
  readonly id: number;
  readonly loop: TrainingLoop;
  /** What stopped the training for good; null while it can go on. */
  fault: unknown = null;
  private readonly emit: SessionParts['emit'];
  private trainer: Trainer;
  private device: SessionParts['device'];
  private log: readonly LoggedChange[];
  private readonly begun: Course['begun'];
  private readonly ahead: Ahead;
  /** Aborted when the session or its device ends: what follows a training or a set-up is given up. */
  private end = new AbortController();
  /** What follows a set-up or a training: measuring, faster programs. */
  private following: Promise<unknown> = Promise.resolve();
  /** Pictures on their way to rest: nothing waits for them but the end. */
  private settling: Promise<unknown> = Promise.resolve();
  private rests = 0;
  private readonly views: Views;
  private from: Origin;

  constructor({ id, trainer, device, origin, course, speed, emit }: SessionParts) {
    this.id = id;
    this.trainer = trainer;
    this.device = device;
    this.from = origin;
    this.log = course.log;
    this.begun = course.begun;
    this.emit = emit;
    this.views = new Views(id, emit, course.sample);
    this.loop = new TrainingLoop(
      trainer,
      {
        progress: (trace, stepMs) => this.tellProgress(trace, stepMs),
        snapshot: (images) => this.views.whileTraining(this.trainer, images, this.end.signal),
        checkpoint: () => this.tellCheckpoint(),
        running: (running) => {
          emit({ type: 'running', id, running });
          if (!running) this.follow(() => this.measureAtRest());
        },
        waiting: (step, seconds) => emit({ type: 'waiting', id, step, seconds }),
        failed: (error) => this.halt(error),
      },
      device,
      speed,
    );
    this.ahead = new Ahead(course.ahead, this.loop.demands, (entry) => this.make(entry));
  }

  get setUp(): SetUp {
    return setUpOf(this.trainer, this.course);
  }

  /**
   * Live, from the next step on, in all runs named; what lay ahead is dropped.
   * @returns the last step done without it. @throws PlaygroundError when a run has no such term; nothing has changed then.
   */
  change(change: LiveChange): number {
    checkLiveChange(this.trainer.experiment, change);
    const step = this.loop.act(() => this.trainer.change(change));
    this.log = withLogged(this.log, { step, change });
    if (this.ahead.drop()) this.emit({ type: 'aheadMade', id: this.id, made: null, ahead: [] });
    return step;
  }

  private make(made: LoggedChange): void {
    this.trainer.change(made.change);
    this.log = withLogged(this.log, made);
    this.emit({ type: 'aheadMade', id: this.id, made, ahead: this.ahead.entries });
  }

  /** What the device holds between steps and measurements: those hold some tensors for a moment. */
  async memory(): Promise<MemoryInfo> {
    await this.following;
    return this.loop.between(async () => ({ ...this.trainer.memory(), programs: this.trainer.programTier }));
  }

  /** Work between two steps, such as measuring. */
  between<T>(work: (trainer: Trainer, views: Views) => Promise<T>): Promise<T> {
    return this.loop.between(() => work(this.trainer, this.views));
  }

  /** Features of the probe set, between two steps. */
  features(): Promise<FullFeatures> {
    return this.loop.between(() => this.views.features(this.trainer));
  }

  /** The training as it is between two steps. */
  kept(): Promise<KeptTraining> {
    return this.loop.between(async () => {
      const { course } = this;
      return keptTraining(await this.trainer.checkpoint(), course);
    });
  }

  /** Tells a checkpoint of the training between two steps, if it can go on from there. */
  keep(): Promise<void> {
    return this.loop.between(() => this.tellCheckpoint());
  }

  /** Tells that the experiment is set up, with its features at once: the page is ready when there is something to see. */
  async tellPrepared(): Promise<void> {
    const first = await this.views.first(this.trainer);
    this.emit({ type: 'prepared', id: this.id, setUp: this.setUp });
    this.emit({ type: 'probe', id: this.id, probe: this.trainer.evaluator.probe });
    this.views.tell(first);
    // The set-up is answered first.
    this.follow(() => this.keepSetUp());
    this.follow(() => this.lookCloser());
  }

  /** Nothing waits for the old device any more. */
  async leaveDevice(): Promise<void> {
    this.end.abort();
    await this.loop.ended();
    await Promise.all([this.following, this.settling]);
  }

  /** Goes on after `leaveDevice`, with a trainer at a step not beyond those told, on a new device. Live changes made since that step are made again. */
  resume(trainer: Trainer, device: SessionParts['device']): void {
    Object.assign(this, { trainer, device, end: new AbortController(), following: Promise.resolve() });
    const cues = this.log.filter(({ step }) => step >= trainer.step).map(({ step, change }) => ({ step, act: () => trainer.change(change) }));
    this.loop.replace(trainer, device, cues);
    this.emit({ type: 'recovered', id: this.id, step: this.loop.stepTold });
    this.follow(() => this.lookCloser());
  }

  /** The last checkpoint, or what the training began with. */
  get origin(): Origin {
    return this.from;
  }

  /** The training as it is now; where its device is gone or it has stopped, the origin. */
  async present(): Promise<Origin> {
    if (this.device.lifeline.isCut || this.fault !== null) return this.from;
    try {
      const checkpoint = await this.loop.between(() => this.trainer.checkpoint());
      return { ...this.from, experiment: checkpoint.experiment, checkpoint };
    } catch (error) {
      if (await this.device.isLost(error)) return this.from;
      throw error;
    }
  }

  /** Whether it was lost with its device and can be brought back. */
  get isAdrift(): boolean {
    return this.device.lifeline.isCut && this.fault === null;
  }

  /** Whether the device is gone: what it causes is seen before it is told. */
  lostDevice(error: unknown): Promise<boolean> {
    return this.device.isLost(error);
  }

  /** What it began as, the live changes so far and those to come. */
  get course(): Course {
    return { begun: this.begun, log: this.log, ahead: this.ahead.entries, sample: this.views.sample };
  }

  /** Tells a fault; nothing more is drawn or kept, so that the last good state stays. */
  halt(error: unknown): void {
    this.fault = error;
    this.end.abort();
    const cause = error instanceof DivergedError ? 'diverged' : error instanceof DeviceLostError ? 'deviceLost' : 'failed';
    this.loop.abandon(error);
    this.emit({ type: 'halted', id: this.id, cause, ...describeError(error) });
  }

  /** Frees everything on the device. Training is at rest. */
  async dispose(): Promise<void> {
    this.end.abort();
    await Promise.all([this.following, this.settling]);
    if (!this.device.lifeline.isCut) await this.loop.between(async () => this.trainer.dispose());
  }

  /** Work that follows a set-up or a training, one after the other, until the session or its device ends. */
  private follow(work: () => Promise<void>): void {
    this.following = this.after(this.following, work);
  }

  /** Work after other work, unless the session or its device ends first; where it fails, the training halts. */
  private after(other: Promise<unknown>, work: () => Promise<void>): Promise<unknown> {
    const { signal } = this.end;
    const { device } = this;
    return other
      .then(() => (signal.aborted ? undefined : device.lifeline.guard(work())))
      .catch(async (error: unknown) => {
        if (!signal.aborted && !(await device.isLost(error))) this.halt(error);
      });
  }

  /** Brings the fastest programs, and the features of the whole probe unless training has begun. */
  private async lookCloser(): Promise<void> {
    const { step } = this.trainer;
    await tune(this.trainer, this.device, this.emit, this.end.signal);
    if (this.trainer.step === step) await this.measureAtRest();
  }

  private tellProgress(trace: Trace, stepMs: number): void {
    const { experiment, runs } = this.trainer;
    this.emit({ type: 'progress', id: this.id, step: this.loop.stepTold, trace, throughput: { stepMs, imagesPerSecond: (1000 * experiment.batchSize * runs.length) / stepMs } });
  }

  /** Tells a checkpoint that training can go on from: not of parameters that have diverged. */
  private async tellCheckpoint(): Promise<void> {
    const { course } = this;
    const checkpoint = await this.trainer.checkpoint();
    if (!isFiniteCheckpoint(checkpoint)) return;
    this.from = { ...this.from, experiment: checkpoint.experiment, checkpoint };
    this.emit({ type: 'checkpointed', id: this.id, training: keptTraining(checkpoint, course) });
  }

  /** Tells a checkpoint of what was set up past step 0: until then the one before it would be gone on from. While training, the next one comes by itself. */
  private async keepSetUp(): Promise<void> {
    await nextTask();
    if (this.trainer.step > 0 && !this.loop.running) await this.keep();
  }

  /** At rest: the features of the whole probe, a checkpoint, then the whole test set unless training goes on meanwhile. */
  private async measureAtRest(): Promise<void> {
    const { signal } = this.end;
    const rest = ++this.rests;
    const rests = () => rest === this.rests && !this.loop.running && !signal.aborted;
    if (!rests()) return;
    await this.views.atRest(this.trainer, (work) => this.loop.between(work), rests);
    this.settling = this.after(this.settling, () => this.views.settle(rests));
    if (this.trainer.step > 0 && rests()) await this.keep();
    if (this.trainer.step === 0 || !rests()) return;
    const evaluation = await this.views.evaluation(this.trainer, rests);
    if (evaluation) this.emit({ type: 'evaluation', id: this.id, evaluation });
  }
}
