import type { Trace, Trainer } from './trainer.ts';

/** What the loop tells while it trains. Handlers that return a promise are awaited. */
export interface LoopEvents {
  /** Losses since the last call, and the wall time of one step over them, in milliseconds. */
  progress(trace: Trace, stepMs: number): void;
  /** Time for the features of so many test images to be drawn. What it queues before its first await sees the models as they are. */
  snapshot(images: number): Promise<void>;
  /** Training began or came to rest. */
  running(running: boolean): void;
  /** Training stopped by a fault. */
  failed(error: unknown): void;
}

/** What stopped a training. */
interface Fault {
  readonly error: unknown;
}

/** Wall time between two reads of the losses, in milliseconds: so many steps, within limits. Each makes the page draw. */
const logIntervalMs = { least: 100, most: 1000 };
const stepsPerLog = 8;
/** Least wall time between two snapshots, in milliseconds. */
const snapshotIntervalMs = 150;
/** Training between two snapshots takes at least this many times as long as a snapshot: they cost it a fifteenth at most. */
const trainingPerSnapshot = 14;
/** Device time that a snapshot may take, in milliseconds, and the fewest images it has all the same, in steps of as many. */
const snapshotMs = 150;
const fewestImages = 250;
/** The forward pass's share of a training step. */
const forwardShare = 1 / 3;

/** Device time of a snapshot of so many images, in milliseconds, where a step of `batch` images takes `stepMs`. */
const snapshotCost = (images: number, batch: number, stepMs: number): number => (images / batch) * stepMs * forwardShare;

/** How many test images a snapshot while training shows: up to all of `most`, fewer on a slow device. */
export function snapshotImages(most: number, batch: number, stepMs: number): number {
  const affordable = snapshotMs / snapshotCost(fewestImages, batch, stepMs);
  return Math.min(most, fewestImages * Math.max(1, Math.floor(affordable)));
}

/** Device time that one submission may take, in milliseconds: fewer submissions on a fast device, a prompt pause on any. */
const submissionMs = 4;
/** Most steps in one submission. */
const stepsAtOnce = 32;

/** Lets the worker receive messages. `setTimeout` would wait 4 ms; a message channel does not. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Drives a trainer: as fast as the device goes or at a pace, yielding to messages between submissions, with at most
 * one queued ahead of the device, so that a pause is answered within a step or a few milliseconds.
 */
export class TrainingLoop {
  private readonly trainer: Trainer;
  private readonly events: LoopEvents;
  private readonly deviceIdle: () => Promise<void>;
  private stopping = false;
  private active: Promise<Fault | null> | null = null;
  private stepsPerSecond: number | null = null;
  private stepsPerSubmission = 1;
  /** Wall time of a step of late, in milliseconds. */
  private stepMs = 0;
  /** Work that steps wait for. */
  private interlude: Promise<void> = Promise.resolve();
  /** The losses on their way from the device; steps do not wait for them. */
  private reading: Promise<void> | null = null;
  /** The features on their way; steps do not wait for them either. */
  private drawing: Promise<void> = Promise.resolve();
  private fault: Fault | null = null;
  /** When losses were last told, in milliseconds of `performance.now()`. */
  private told = 0;

  /** @param deviceIdle resolves when the device has done all that was submitted before the call. */
  constructor(trainer: Trainer, events: LoopEvents, deviceIdle: () => Promise<void>) {
    this.trainer = trainer;
    this.events = events;
    this.deviceIdle = deviceIdle;
  }

  get running(): boolean {
    return this.active !== null;
  }

  /** Steps per second; null is as fast as the device goes. */
  setSpeed(stepsPerSecond: number | null): void {
    this.stepsPerSecond = stepsPerSecond;
  }

  /** Trains until paused. */
  start(): void {
    void this.launch(Infinity);
  }

  /**
   * Trains `count` more steps; resolves when they are done and the device is idle.
   * @throws what stopped the training before that.
   */
  async advance(count: number): Promise<void> {
    await this.pause();
    const outcome = await this.launch(count);
    if (outcome) throw outcome.error;
  }

  /** Runs `work` between two steps, or at once when training rests, so that it sees the models of one step. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    const result = this.interlude.then(() => this.drawing).then(work);
    this.interlude = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Resolves once training stands still and the device is idle. */
  async pause(): Promise<void> {
    this.stopping = true;
    await this.active;
    this.stopping = false;
  }

  private launch(count: number): Promise<Fault | null> {
    this.active ??= this.train(count);
    return this.active;
  }

  private async train(count: number): Promise<Fault | null> {
    this.events.running(true);
    const outcome = await this.steps(count).then(
      () => null,
      (error: unknown) => ({ error }),
    );
    this.active = null;
    this.events.running(false);
    if (outcome) this.events.failed(outcome.error);
    return outcome;
  }

  private async steps(count: number): Promise<void> {
    const { trainer } = this;
    this.fault = null;
    this.told = performance.now();
    let asked = this.told;
    let drawn = this.told;
    let previous: Promise<void> = Promise.resolve();
    for (let done = 0; done < count && !this.stopping && !this.fault; ) {
      await this.interlude;
      const began = performance.now();
      const steps = this.stepsPerSecond === null ? Math.min(count - done, this.stepsPerSubmission) : 1;
      trainer.advance(steps);
      done += steps;
      const finished = this.deviceIdle();
      await previous;
      previous = finished;
      await nextTask();
      const now = performance.now();
      if (now - asked >= this.logInterval && !this.reading) {
        asked = now;
        this.reading = this.report();
      }
      if (now - drawn >= this.snapshotInterval && this.stepMs > 0) {
        drawn = now;
        this.drawing = this.draw();
      }
      await this.keepPace(began);
    }
    await previous;
    await this.drawing;
    await this.reportAll();
    if (this.fault) throw (this.fault as Fault).error;
  }

  private get logInterval(): number {
    return Math.min(logIntervalMs.most, Math.max(logIntervalMs.least, stepsPerLog * this.stepMs));
  }

  /** Least wall time between two snapshots, in milliseconds. */
  private get snapshotInterval(): number {
    return Math.max(snapshotIntervalMs, trainingPerSnapshot * snapshotCost(this.snapshotImages, this.trainer.experiment.batchSize, this.stepMs));
  }

  private get snapshotImages(): number {
    const { evaluator, experiment } = this.trainer;
    return snapshotImages(evaluator.probe.labels.length, experiment.batchSize, this.stepMs);
  }

  private async draw(): Promise<void> {
    await this.drawing;
    try {
      await this.events.snapshot(this.snapshotImages);
    } catch (error) {
      this.fault ??= { error };
    }
  }

  /** Waits for the losses of every step queued so far, and tells them. */
  private async reportAll(): Promise<void> {
    await this.reading;
    await (this.reading = this.report());
  }

  /** Tells the losses of the steps since the last report, when the device has done them; a fault among them stops training. */
  private async report(): Promise<void> {
    const steps = this.trainer.unreadSteps;
    try {
      if (steps === 0) return;
      const trace = await this.trainer.readLosses();
      const now = performance.now();
      this.stepMs = (now - this.told) / steps;
      this.told = now;
      this.stepsPerSubmission = Math.max(1, Math.min(stepsAtOnce, Math.floor(submissionMs / this.stepMs)));
      this.events.progress(trace, this.stepMs);
    } catch (error) {
      this.fault ??= { error };
    } finally {
      this.reading = null;
    }
  }

  /** Waits for the next step's time in short naps, so that a pause or a new speed is answered at once. */
  private async keepPace(began: number): Promise<void> {
    while (this.stepsPerSecond !== null && !this.stopping) {
      const left = began + 1000 / this.stepsPerSecond - performance.now();
      if (left <= 0) return;
      await sleep(Math.min(left, 50));
    }
  }
}
