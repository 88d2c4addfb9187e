import type { Experiment } from '../../config/schema.ts';
import { distancesTo, nearestOf, spreadOf } from '../../metrics/novelty.ts';
import type { Spread } from '../../metrics/novelty.ts';
import { softmax } from '../../metrics/softmax.ts';
import type { RunMeasures } from '../../training/measure/evaluator.ts';
import { forwardOne } from '../../training/forward.ts';
import type { ForwardPass } from '../../training/forward.ts';
import type { Trainer } from '../../training/trainer.ts';

/** Share of the test images, of classes that are trained, that are told to be none of the classes by mistake. */
const errorRate = 0.05;

/** What one run says of an image. */
export interface RunAnswer {
  readonly name: string;
  /** [C], by softmax of the logits; 0 of a class that is left out of training. */
  readonly probabilities: Float32Array;
  /** [D] */
  readonly features: Float32Array;
  /** [C], distance to each class mean of the test images in root mean square distances of that class's own images; NaN for a class of one image, and for one that is left out. */
  readonly distances: Float32Array;
  /** The class that is nearest by that; -1 where there is none. */
  readonly nearest: number;
  /** Beyond this distance it is none of the classes: `errorRate` of the test images lie beyond it too. */
  readonly threshold: number;
}

/** What all runs say of an image at one step. */
export interface Answer {
  readonly step: number;
  readonly errorRate: number;
  readonly runs: readonly RunAnswer[];
}

/** The rows of values [N, width] whose label is trained, and their labels. */
function trainedRows(values: Float32Array, labels: Uint8Array, width: number, heldOut: readonly number[]): [values: Float32Array, labels: Uint8Array] {
  if (heldOut.length === 0) return [values, labels];
  return [values.filter((_, k) => !heldOut.includes(labels[Math.floor(k / width)]!)), labels.filter((label) => !heldOut.includes(label))];
}

/** How far the test images of one run lie from the means of their classes. */
export interface RunSpread extends Spread {
  readonly name: string;
}

/** The spreads of measured test images with labels [N], in arrays of their own; classes that are left out of training have none. */
export function spreadsOf(measured: readonly RunMeasures[], labels: Uint8Array, { dimension, heldOut }: Pick<Experiment, 'dimension' | 'heldOut'>): RunSpread[] {
  return measured.map(({ name, features, means }) => ({ name, ...spreadOf(...trainedRows(features, labels, dimension, heldOut), means.slice(), dimension, errorRate) }));
}

/** What the runs say of an image by what they made of it, at the step of that; it is of no class that is left out of training. */
export function answerOf(step: number, passes: readonly ForwardPass[], spreads: readonly RunSpread[], heldOut: readonly number[]): Answer {
  const runs = passes.map(({ features, logits }, r): RunAnswer => {
    heldOut.forEach((one) => (logits[one] = -Infinity));
    const { name, means, radii, threshold } = spreads[r]!;
    const distances = distancesTo(features, means, radii);
    return { name, probabilities: softmax(logits), features, distances, nearest: nearestOf(distances), threshold };
  });
  return { step, errorRate, runs };
}

/** What the runs make of an image that is in no data set: bytes of the set's form, or an embedding. */
export async function ask({ step, runs, dataset, evaluator, experiment }: Trainer, values: Uint8Array | Float32Array): Promise<Answer> {
  const [passes, measured] = await Promise.all([forwardOne(runs, dataset.form, values), evaluator.measure(evaluator.probe, step > 0)]);
  return answerOf(step, passes, spreadsOf(measured, evaluator.probe.labels, experiment), experiment.heldOut);
}
