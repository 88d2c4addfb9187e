import type { Trainer } from '../training/trainer.ts';
import type { Evaluation, Snapshot } from './protocol.ts';

/** Test images of the first look at an experiment: a moment's work on any device. */
export const firstLook = 250;

/** How a training is looked at: the features of the probe set, and measures of always the same images. */
export class Looks {
  /** Test images that accuracy is told of while training and at rest: those of the first snapshot while training. */
  private sample: number | null = null;

  /** How many images a snapshot while training has; `affordable` decides at the first one. */
  whileTraining(affordable: number): number {
    return (this.sample ??= affordable);
  }

  /** The whole test set; null where `keepGoing`, asked between parts of it, says no. */
  async evaluation(trainer: Trainer, keepGoing: () => boolean): Promise<Evaluation | null> {
    const { step, evaluator } = trainer;
    const runs = await evaluator.measureAtRest(evaluator.everything, step > 0, keepGoing);
    return runs && { step, count: evaluator.everything.labels.length, runs: runs.map(({ metrics }) => metrics) };
  }

  /** Features of at most so many images of the probe set, as the models are at the call. */
  async snapshot(trainer: Trainer, most = Infinity): Promise<{ snapshot: Snapshot; evaluation: Evaluation }> {
    const { step, evaluator } = trainer;
    const count = Math.min(most, evaluator.probe.labels.length);
    const sample = Math.min(count, this.sample ?? firstLook);
    const indices = evaluator.probe.indices.slice(0, count);
    const labels = evaluator.probe.labels.slice(0, count);
    const runs = await evaluator.measure({ indices, labels }, step > 0, sample);
    const features = runs.map(({ name, features: points, predictions, centers, means }) => ({ name, points, predictions, centers, means }));
    return { snapshot: { step, labels, indices, runs: features }, evaluation: { step, count: sample, runs: runs.map(({ metrics }) => metrics) } };
  }
}
