import { nearestDistances, surprises } from '../../metrics/novelty.ts';
import { rocOf } from '../../metrics/roc.ts';
import type { Roc } from '../../metrics/roc.ts';
import { PlaygroundError } from '../../errors.ts';
import type { RunMeasures, RunMetrics } from '../../training/measure/evaluator.ts';
import type { Trainer } from '../../training/trainer.ts';

/** How well one run tells strangers, images of the classes that it was not trained on, from the test images of the others. */
export interface RunNovelty {
  /** Of the classes that are trained. */
  readonly metrics: RunMetrics;
  /** By the Euclidean distance to the nearest mean of a class's training images. */
  readonly distance: Roc;
  /** By the largest softmax probability: the lower, the stranger. */
  readonly probability: Roc;
}

/** The same of all runs at one step, over so many test images of either kind. */
export interface Novelty {
  readonly step: number;
  readonly known: number;
  readonly strangers: number;
  readonly runs: readonly RunNovelty[];
}

/** Values [N] of the strangers, and of the others. */
function apart(values: Float32Array, isStranger: readonly boolean[]): [known: Float32Array, strangers: Float32Array] {
  return [values.filter((_, i) => !isStranger[i]), values.filter((_, i) => isStranger[i])];
}

/**
 * Measures all test images, and up to 2,000 training images for the means, between two steps.
 * @param keepGoing asked now and then; when it says no, null is returned.
 * @throws PlaygroundError when no class is left out, or none of these has an image to test on.
 */
export async function noveltyOf({ experiment: { heldOut, dimension }, dataset, evaluator, step }: Trainer, keepGoing: () => boolean): Promise<Novelty | null> {
  const { everything } = evaluator;
  const isStranger = Array.from(everything.labels, (label) => heldOut.includes(label));
  const known = evaluator.countedOf(everything);
  const strangers = everything.labels.length - known;
  if (heldOut.length === 0) throw new PlaygroundError('All classes are trained, so there are no strangers.', 'Leave classes out of training first: configure({ heldOut: [7] }).');
  if (known === 0 || strangers === 0) throw new PlaygroundError(`${dataset.label} has no image to test on of the classes that are ${strangers === 0 ? 'left out of training' : 'trained'}.`, 'Leave out other classes.');
  const trained = await evaluator.measureAtRest(evaluator.trainingSample, step > 0, keepGoing);
  const tested = trained && (await evaluator.measureAtRest(everything, step > 0, keepGoing));
  if (!tested) return null;
  const novelty = ({ features, logits, metrics }: RunMeasures, r: number): RunNovelty => ({
    metrics,
    distance: rocOf(...apart(nearestDistances(features, trained[r]!.means, dimension), isStranger)),
    probability: rocOf(...apart(surprises(logits, dataset.classNames.length), isStranger)),
  });
  return { step, known, strangers, runs: tested.map(novelty) };
}
