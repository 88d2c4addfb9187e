import type { Dataset, Examples } from '../../data/dataset.ts';
import { isImageForm } from '../../data/dataset.ts';
import { PlaygroundError } from '../../errors.ts';
import type { RunMeasures } from '../../training/measure/evaluator.ts';
import type { Trainer } from '../../training/trainer.ts';

/** What one run says of N images. */
export interface RunPredictions {
  readonly name: string;
  /** [N], the class of the largest logit. */
  readonly predictions: Uint8Array;
  /** [N], of that class, by softmax of the logits. */
  readonly probabilities: Float32Array;
}

/** All N images of a set of photographs at one step, those that train before those that test. */
export interface ImageTable {
  readonly dataset: Pick<Dataset, 'id' | 'label' | 'classNames'>;
  readonly step: number;
  /** Images that train. */
  readonly trainCount: number;
  /** [N] */
  readonly labels: Uint8Array;
  /** K. */
  readonly length: number;
  /** [N,K], of the images themselves, not of their mirrors. */
  readonly embeddings: Float32Array;
  readonly runs: readonly RunPredictions[];
}

/** The first variant of each example, [N,K]. */
function firstVariants({ values, labels, variants = 1 }: Examples, length: number): Float32Array {
  const first = new Float32Array(labels.length * length);
  for (let i = 0; i < labels.length; i++) first.set((values as Float32Array).subarray(i * variants * length, (i * variants + 1) * length), i * length);
  return first;
}

function joined<T extends Uint8Array | Float32Array>(a: T, b: T): T {
  const all = new (a.constructor as new (length: number) => T)(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** The probability that softmax of the logits gives the class of the largest one: 1 / sum exp(logit - largest). */
function probabilitiesOf({ logits, predictions }: RunMeasures, classes: number): Float32Array {
  return Float32Array.from(predictions, (prediction, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    return 1 / row.reduce((sum, logit) => sum + Math.exp(logit - row[prediction]!), 0);
  });
}

/**
 * Measures all images in all runs between two steps.
 * @param keepGoing asked now and then; when it says no, null is returned.
 * @throws PlaygroundError when the training is not on embeddings.
 */
export async function tableOf({ dataset, step, evaluator }: Trainer, keepGoing: () => boolean): Promise<ImageTable | null> {
  const { id, label, classNames, form, train, test } = dataset;
  if (isImageForm(form)) throw new PlaygroundError(`${label} is trained on its images themselves; a table is made of photographs, which have embeddings.`, 'Train on photographs of your own, or save the model.');
  const trained = await evaluator.measureAtRest(evaluator.training, step > 0, keepGoing);
  const tested = trained && (await evaluator.measureAtRest(evaluator.everything, step > 0, keepGoing));
  if (!tested) return null;
  const classes = classNames.length;
  const runs = trained.map((of, r): RunPredictions => ({
    name: of.name,
    predictions: joined(of.predictions, tested[r]!.predictions),
    probabilities: joined(probabilitiesOf(of, classes), probabilitiesOf(tested[r]!, classes)),
  }));
  const embeddings = joined(firstVariants(train, form.length), firstVariants(test, form.length));
  return { dataset: { id, label, classNames }, step, trainCount: train.labels.length, labels: joined(train.labels, test.labels), length: form.length, embeddings, runs };
}
