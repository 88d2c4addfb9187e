import type { Trainer } from '../../training/trainer.ts';
import { sleep } from '../../training/waits.ts';
import type { WorkerEvent } from '../protocol.ts';
import { Looks } from './looks.ts';
import type { Evaluation, FullFeatures, Look, PlacedAnswer } from './looks.ts';
import type { Inspection } from './inspect.ts';
import type { Turns } from './turns.ts';

/** While training, steps have the worker to themselves for at least this many times as long as pictures take. */
const restWhileTraining = 2;
/** Least time between two pictures on the way to rest, in milliseconds: none is passed over on the page. */
const settlingMs = 100;

/** Tells what is seen of a training: at first, while it goes on, and at rest. */
export class Views {
  private readonly id: number;
  private readonly emit: (event: WorkerEvent) => void;
  private readonly looks: Looks;

  /** @param sample how many test images accuracy is told of, where the training knows that already. */
  constructor(id: number, emit: (event: WorkerEvent) => void, sample: number | null = null) {
    this.id = id;
    this.emit = emit;
    this.looks = new Looks(sample);
  }

  /** How many test images accuracy is told of; null until that is decided. */
  get sample(): number | null {
    return this.looks.sample;
  }

  /** Few images, to be told at once; of a training that goes on, those that accuracy is told of. */
  first(trainer: Trainer): Promise<Look> {
    return this.looks.first(trainer);
  }

  /** Tells features of as many images as the device affords, as the models are at the call, unless it is aborted first. */
  async whileTraining(trainer: Trainer, affordable: number, signal: AbortSignal): Promise<void> {
    const measured = await this.looks.measure(trainer, this.looks.whileTraining(affordable, trainer));
    await this.tellDrawn(measured, { keepGoing: () => !signal.aborted, rest: restWhileTraining });
  }

  /** Tells features of the whole probe. @param between does its work between two steps. */
  async atRest(trainer: Trainer, between: <T>(work: () => Promise<T>) => Promise<T>, keepGoing: () => boolean): Promise<void> {
    const measured = await between(() => this.looks.measure(trainer));
    await this.tellDrawn(measured, { keepGoing, rest: 0 });
  }

  /** Tells how honest the pictures are, and, where they come about by and by, each on the way until they have settled. */
  async settle(keepGoing: () => boolean): Promise<void> {
    const turns: Turns = { keepGoing, rest: 0 };
    await this.tellAgreement(turns);
    let parts = 0;
    for (; keepGoing(); parts++) {
      const began = performance.now();
      const look = await this.looks.settle(turns);
      if (!look) break;
      this.tell(look);
      await sleep(Math.max(0, settlingMs - (performance.now() - began)));
    }
    if (parts > 0) await this.tellAgreement(turns);
  }

  evaluation(trainer: Trainer, keepGoing: () => boolean): Promise<Evaluation | null> {
    return this.looks.evaluation(trainer, keepGoing);
  }

  features(trainer: Trainer): Promise<FullFeatures> {
    return this.looks.features(trainer);
  }

  /** What the runs say of pictures that a person drew, and where they lie. */
  placed(trainer: Trainer, values: Uint8Array, count: number): Promise<PlacedAnswer[]> {
    return this.looks.placed(trainer, values, count);
  }

  /** What the runs make of a test image of the last picture; null where it is not in that. */
  inspect(index: number): Inspection | null {
    return this.looks.inspect(index);
  }

  /** Tells a picture. */
  tell(look: Look): void {
    this.emit({ type: 'snapshot', id: this.id, ...look });
  }

  private async tellDrawn(measured: Awaited<ReturnType<Looks['measure']>>, turns: Turns): Promise<void> {
    const look = await this.looks.draw(measured, turns);
    // A divergence shows here before its loss is read: the last good picture stays.
    if (look?.snapshot.runs.every(({ points }) => points.every(Number.isFinite))) this.tell(look);
  }

  private async tellAgreement(turns: Turns): Promise<void> {
    const agreement = await this.looks.agreement(turns);
    if (agreement) this.emit({ type: 'agreement', id: this.id, agreement });
  }
}
