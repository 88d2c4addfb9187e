import { suspects, typicalOf } from '../../metrics/suspects.ts';
import type { Suspects } from '../../metrics/suspects.ts';
import type { DatasetId } from '../../data/catalog.ts';
import { PlaygroundError } from '../../errors.ts';
import type { Trainer } from '../../training/trainer.ts';

/** Typical images of each class that are found. */
const typicalCount = 2;

/** The training images whose labels one run finds most wrong, the most suspect first; `indices` are their numbers in the training set. */
export interface Suspicions extends Suspects {
  readonly dataset: DatasetId;
  readonly step: number;
  /** Number of the run that was asked. */
  readonly run: number;
  /** [N] Class of each training image. */
  readonly labels: Uint8Array;
  /** [C] Numbers of at most two images of each class that are most like it. */
  readonly typical: readonly (readonly number[])[];
}

/**
 * Measures all training images in one run between two steps.
 * @param keepGoing asked now and then; when it says no, null is returned.
 * @throws PlaygroundError when there is no such run, while classes are left out, and before any step: untrained features say nothing of labels.
 */
export async function suspicionsOf(trainer: Trainer, run: number, keepGoing: () => boolean): Promise<Suspicions | null> {
  const { experiment, evaluator, step, dataset } = trainer;
  if (!experiment.runs[run]) throw new PlaygroundError(`There is no run ${run}.`, `Give a number from 0 to ${experiment.runs.length - 1}.`);
  if (experiment.heldOut.length > 0) throw new PlaygroundError('Labels cannot be looked through while classes are left out of training: all of theirs would look wrong.', 'Train all classes, then look again.');
  if (step === 0) throw new PlaygroundError('Nothing has been trained yet, so no label can look wrong.', 'Train until the accuracy has settled, then look again.');
  const measured = await evaluator.of(run).measureAtRest(evaluator.training, true, keepGoing);
  if (!measured) return null;
  const { labels } = dataset.train;
  const { features } = measured[0]!;
  const sizes = [dataset.classNames.length, experiment.dimension] as const;
  return { dataset: dataset.id, step, run, labels, typical: typicalOf(features, labels, ...sizes, typicalCount), ...suspects(features, labels, ...sizes) };
}
