import type { Experiment } from '../../config/schema.ts';
import { isImageForm } from '../../data/dataset.ts';
import type { Dataset, ExampleForm } from '../../data/dataset.ts';
import type { Weights } from '../../data/sources/weights.ts';
import { PlaygroundError } from '../../errors.ts';
import { learnedBy } from '../../training/learned.ts';
import type { Trainer } from '../../training/trainer.ts';

/** All that one run has learned at one step. */
export interface LearnedRun {
  /** With the live changes made until then. */
  readonly experiment: Experiment;
  readonly step: number;
  /** Its number. */
  readonly run: number;
  readonly dataset: Pick<Dataset, 'id' | 'label' | 'classNames'> & { readonly form: ExampleForm };
  /** Parameters and centers by name, see `TrainingRun.learned`. */
  readonly tensors: Weights;
  /** On all test images; null where the run reads images, which takes too long to measure for this. */
  readonly testAccuracy: number | null;
  readonly testCount: number;
}

/**
 * Reads a run between two steps.
 * @param keepGoing asked now and then; when it says no, null is returned.
 * @throws PlaygroundError when there is no such run.
 */
export async function learnedOf({ experiment, step, runs, dataset, evaluator }: Trainer, run: number, keepGoing: () => boolean): Promise<LearnedRun | null> {
  if (!runs[run]) throw new PlaygroundError(`There is no run ${run}.`, `Give a number from 0 to ${runs.length - 1}.`);
  const { id, label, classNames, form, test } = dataset;
  const measures = isImageForm(form) ? [] : await evaluator.of(run).measureAtRest(evaluator.everything, step > 0, keepGoing);
  if (!measures) return null;
  const testAccuracy = measures[0]?.metrics.testAccuracy ?? null;
  return { experiment, step, run, dataset: { id, label, classNames, form }, tensors: await learnedBy(runs[run]), testAccuracy, testCount: test.labels.length };
}
