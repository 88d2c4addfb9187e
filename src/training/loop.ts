import { logInterval, mayQueueAhead, snapshotImages, snapshotInterval, stepsPerSubmission } from './pace.ts';
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
 * Drives a trainer: as fast as the device goes or at a pace, yielding to messages between submissions. One submission is
 * queued ahead where the device is fast, and none where it is slow, so that a pause is answered within a step or 100 ms.
 */
export class TrainingLoop {
  private readonly trainer: Trainer;
  private readonly events: LoopEvents;
  private readonly deviceIdle: () => Promise<void>;
  private stopping = false;
  private active: Promise<Fault | null> | null = null;
  private stepsPerSecond: number | null = null;
  /** What a step took the device of late, in milliseconds; 0 until it is known. */
  private stepMs = 0;
  /** Work that steps wait for. */
  private interlude: Promise<void> = Promise.resolve();
  /** The losses on their way from the device; steps do not wait for them. */
  private reading: Promise<void> | null = null;
  /** The features on their way; neither steps nor a pause wait for them. */
  private drawing: Promise<void> | null = null;
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

  /** Resolves once training stands still; features may be on their way from the device. */
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
      const paced = this.stepsPerSecond !== null;
      const steps = paced ? 1 : Math.min(count - done, stepsPerSubmission(this.stepMs));
      trainer.advance(steps);
      done += steps;
      const finished = this.deviceIdle();
      await (!paced && mayQueueAhead(this.stepMs) ? previous : finished);
      previous = finished;
      if (paced) this.stepMs = performance.now() - began;
      await nextTask();
      const now = performance.now();
      if (now - asked >= logInterval(this.stepMs) && !this.reading) {
        asked = now;
        this.reading = this.report();
      }
      if (now - drawn >= this.snapshotInterval && this.stepMs > 0 && !this.drawing) {
        drawn = now;
        this.drawing = this.draw();
        if (!mayQueueAhead(this.stepMs)) await this.deviceIdle();
      }
      await this.keepPace(began);
    }
    await previous;
    await this.reportAll();
    if (this.fault) throw (this.fault as Fault).error;
  }

  /** Least wall time between two snapshots, in milliseconds. */
  private get snapshotInterval(): number {
    const idle = this.stepsPerSecond === null ? 0 : 1000 / this.stepsPerSecond - this.stepMs;
    return snapshotInterval(this.snapshotImages, this.trainer.experiment.batchSize, this.stepMs, idle);
  }

  private get snapshotImages(): number {
    const { evaluator, experiment } = this.trainer;
    return snapshotImages(evaluator.probe.labels.length, experiment.batchSize, this.stepMs);
  }

  /** A fault stops training, or is told where it came to rest meanwhile. */
  private async draw(): Promise<void> {
    try {
      await this.events.snapshot(this.snapshotImages);
    } catch (error) {
      if (this.active) this.fault ??= { error };
      else this.events.failed(error);
    } finally {
      this.drawing = null;
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
      const { trace, fault } = await this.trainer.readLosses();
      const now = performance.now();
      const wallMs = (now - this.told) / steps;
      this.told = now;
      if (this.stepsPerSecond === null) this.stepMs = wallMs;
      if (trace.losses.length > 0) this.events.progress(trace, wallMs);
      if (fault) throw fault;
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
