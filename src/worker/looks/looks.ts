import { neighbourAgreement } from '../../metrics/neighbours.ts';
import { confidences } from '../../metrics/softmax.ts';
import { projections } from '../../projections/catalog.ts';
import type { Fitted } from '../../projections/projection.ts';
import type { RunMeasures, RunMetrics, TestImages } from '../../training/measure/evaluator.ts';
import { forwardEach } from '../../training/forward.ts';
import { readHeads } from '../../training/heads.ts';
import type { Trainer } from '../../training/trainer.ts';
import { nextTask } from '../../training/waits.ts';
import { answerOf, spreadsOf } from './ask.ts';
import type { Answer, RunAnswer, RunSpread } from './ask.ts';
import { Drawing, drawnBy } from './drawing.ts';
import type { RunFeatures } from './drawing.ts';
import { inspect } from './inspect.ts';
import type { Inspectable, Inspection } from './inspect.ts';
import { undisturbed } from './turns.ts';
import type { Turns } from './turns.ts';

/** The test images whose features are drawn. It goes to the page once; point i of every snapshot is its image i. */
export type Probe = TestImages;

/** The features of all runs at one step: of the whole probe or, on a slow device while training, of its first images. */
export interface Snapshot {
  readonly step: number;
  readonly count: number;
  readonly runs: readonly RunFeatures[];
}

/** The same with all dimensions of the features, [N,D] per run. */
export interface FullFeatures extends Snapshot {
  readonly dimension: number;
  readonly features: readonly Float32Array[];
  /** The probability of the predicted class of each image, [N] per run. */
  readonly confidences: readonly Float32Array[];
}

/** Measures of all runs at one step, over `count` test images; of these only the classes that are trained count. */
export interface Evaluation {
  readonly step: number;
  readonly count: number;
  readonly runs: readonly RunMetrics[];
}

/** What is seen of a training at one step. */
export interface Look {
  readonly snapshot: Snapshot;
  readonly evaluation: Evaluation;
}

/**
 * How far the plane shows what is near in all dimensions: the share of the probe's images whose class is the commonest among their
 * six nearest others, where they are drawn and by all numbers of their features, 0 to 1.
 */
export interface RunAgreement {
  readonly name: string;
  readonly plane: number;
  readonly all: number;
}

/** The agreement of all runs at one step, over `count` images of the probe. */
export interface Agreement {
  readonly step: number;
  readonly count: number;
  readonly runs: readonly RunAgreement[];
}

/** What one run says of a picture that a person drew, and where it lies among what is drawn, [2] or, in space, [3] with its depth. */
export interface PlacedRun extends RunAnswer {
  readonly place: Float32Array;
}

/** What all runs say of such a picture at one step. */
export interface PlacedAnswer extends Answer {
  readonly runs: readonly PlacedRun[];
}

/** The features of all runs at one step, as they were measured: of the first `count` images, measures of the first `sample`. */
interface Measured {
  readonly step: number;
  readonly count: number;
  readonly sample: number;
  readonly projection: string;
  readonly dimension: number;
  readonly indices: Int32Array;
  readonly labels: Uint8Array;
  readonly runs: readonly RunMeasures[];
  /** One per run, where the plane that is drawn is the one that they divide. */
  readonly heads: readonly (Float32Array | null)[];
}

/** What is drawn, and by what. */
interface Shown {
  readonly measured: Measured;
  readonly pictures: readonly Fitted[];
  /** Agreement in all dimensions, which settling does not change; null until it is asked for. */
  readonly all: readonly number[] | null;
}

/** Test images of the first look at an experiment: a moment's work on any device. */
const firstLook = 250;

/** After a picture was asked about, the next snapshots tell its spreads too, so many: it is asked about again after each. */
const spreadsAhead = 10;

/** How a training is looked at: the features of the probe set, drawn in the plane, and measures of always the same images. */
export class Looks {
  /** Test images that accuracy is told of while training and at rest: those of the first snapshot while training. */
  sample: number | null;
  private readonly drawing = new Drawing();
  /** What was drawn last; null where the features have two dimensions. */
  private shown: Shown | null = null;
  /** What can be asked about the images of the last picture. */
  private inspectable: Inspectable | null = null;
  private spreads: readonly RunSpread[] | null = null;
  private spreadsWanted = 0;

  constructor(sample: number | null = null) {
    this.sample = sample;
  }

  /** The first look at an experiment. */
  first(trainer: Trainer): Promise<Look> {
    return this.snapshot(trainer, this.sample ?? firstLook);
  }

  /** How many images a snapshot while training has; what is `affordable` at the first one and what its projection draws in motion decide. */
  whileTraining(affordable: number, { experiment }: Trainer): number {
    return (this.sample ??= Math.min(affordable, projections.get(experiment.projection).mostInMotion ?? Infinity));
  }

  /** The whole test set; null where `keepGoing`, asked between parts of it, says no. */
  async evaluation(trainer: Trainer, keepGoing: () => boolean): Promise<Evaluation | null> {
    const { step, evaluator } = trainer;
    const runs = await evaluator.measureAtRest(evaluator.everything, step > 0, keepGoing);
    return runs && { step, count: evaluator.countedOf(evaluator.everything), runs: runs.map(({ metrics }) => metrics) };
  }

  /** Features of at most so many images of the probe set, as the models are at the call. */
  async snapshot(trainer: Trainer, most = Infinity): Promise<Look> {
    return (await this.draw(await this.measure(trainer, most), undisturbed))!;
  }

  /** The same, measured only. */
  async measure({ step, evaluator, experiment, runs: trained }: Trainer, most = Infinity): Promise<Measured> {
    const { projection, dimension } = experiment;
    const count = Math.min(most, evaluator.probe.labels.length);
    const sample = Math.min(count, this.sample ?? firstLook);
    const images = { indices: evaluator.probe.indices.slice(0, count), labels: evaluator.probe.labels.slice(0, count) };
    const [runs, heads] = await Promise.all([evaluator.measure(images, step > 0, sample), projection === 'identity' ? readHeads(trained, experiment.heldOut) : []]);
    this.spreads = this.spreadsWanted > 0 ? spreadsOf(runs, images.labels, experiment) : null;
    this.spreadsWanted = Math.max(0, this.spreadsWanted - 1);
    return { step, count, sample, projection, dimension, ...images, runs, heads };
  }

  /**
   * What the runs say of N pictures, and where they lie in what was drawn last. Spreads are those of the last snapshot; without
   * any the probe is measured for them.
   * @param values [N, height, width, channels] bytes of the set's form.
   */
  async placed(trainer: Trainer, values: Uint8Array, count: number): Promise<PlacedAnswer[]> {
    const { step, runs, dataset, experiment } = trainer;
    this.spreadsWanted = spreadsAhead;
    const passes = await forwardEach(runs, dataset.form, values, count);
    if (!this.spreads) await this.measure(trainer);
    return passes.map((pass) => {
      const answer = answerOf(step, pass, this.spreads!, experiment.heldOut);
      return { ...answer, runs: answer.runs.map((run, r) => ({ ...run, place: this.drawing.place(r, run.features) })) };
    });
  }

  /** What the runs make of a test image, as it was measured for the last picture; null where it is not in that. */
  inspect(index: number): Inspection | null {
    return this.inspectable && inspect(this.inspectable, index);
  }

  /** What was measured, drawn; null where it was left undone. */
  async draw(measured: Measured, turns: Turns): Promise<Look | null> {
    const pictures = await this.drawing.draw(measured.runs, measured.projection, measured.dimension, turns);
    return pictures && this.look({ measured, pictures, all: null });
  }

  /** What was drawn last, drawn a little better; null where it has settled or was left undone. */
  async settle(turns: Turns): Promise<Look | null> {
    const { shown } = this;
    const pictures = shown && (await this.drawing.settle(turns));
    return pictures && this.look({ ...shown, pictures });
  }

  /** How far what was drawn last agrees with all dimensions; null where two are all, or where it was left undone. */
  async agreement({ keepGoing }: Turns): Promise<Agreement | null> {
    const { shown } = this;
    if (!shown) return null;
    const { measured: { step, count, labels, dimension, runs }, pictures } = shown;
    const all: number[] = [];
    const agreements: RunAgreement[] = [];
    for (const [r, { name, features }] of runs.entries()) {
      await nextTask();
      if (!keepGoing()) return null;
      all.push(shown.all?.[r] ?? neighbourAgreement(features, labels, dimension));
      agreements.push({ name, plane: neighbourAgreement(pictures[r]!.apply(features), labels, 2), all: all[r]! });
    }
    if (this.shown === shown) this.shown = { ...shown, all };
    return { step, count, runs: agreements };
  }

  /** All dimensions of the features of the whole probe, and where they are drawn. */
  async features(trainer: Trainer): Promise<FullFeatures> {
    const measured = await this.measure(trainer);
    const { snapshot } = (await this.draw(measured, undisturbed))!;
    const { dimension, runs } = measured;
    return { ...snapshot, dimension, features: runs.map(({ features }) => features.slice()), confidences: runs.map(({ logits, means }) => confidences(logits, means.length / dimension)) };
  }

  private look(shown: Shown): Look {
    const { measured: { step, count, sample, dimension, indices, labels, runs, heads }, pictures } = shown;
    this.shown = dimension > 2 ? shown : null;
    // Features that are drawn as they are move to the page.
    this.inspectable = { step, dimension, indices, runs: dimension > 2 ? runs : runs.map((run) => ({ ...run, features: run.features.slice() })) };
    return {
      snapshot: { step, count, runs: runs.map((run, r) => drawnBy(pictures[r]!, run, labels, dimension, heads[r] ?? null)) },
      evaluation: { step, count: sample, runs: runs.map(({ metrics }) => metrics) },
    };
  }
}
