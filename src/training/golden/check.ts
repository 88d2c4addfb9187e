import { dispose, grads, norm, scalar, stack, tensor1d, tensor2d, tensor4d, tidy, variable, zeros } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { makeRun } from '../../config/experiment.ts';
import { centerLoss } from '../../kernels/losses/centerLoss.ts';
import { copyInto } from '../../kernels/values/copyInto.ts';
import { updateCenters } from '../../kernels/losses/updateCenters.ts';
import type { Optimizer } from '../../kernels/optimizers/optimizer.ts';
import { centerRuleFormulas } from '../../losses/centerRules.ts';
import { createRandom } from '../../random.ts';
import { CapturedStep } from '../step/capturedStep.ts';
import { wave } from './file.ts';
import type { GoldenCase, GoldenTrajectory } from './file.ts';
import { goldenModel, goldenShape } from './model.ts';
import { optimizerFactories } from '../step/optimizers.ts';
import { TrainingRun } from '../step/run.ts';
import type { Batch } from '../step/run.ts';

/** How far a recomputed array is from the reference. */
export interface Deviation {
  /** What was compared ("d_features", "step 2 features"). */
  readonly what: string;
  /** Largest difference as a fraction of the largest entry of the reference array. */
  readonly error: number;
  /** True where that entry is below 1e-9 (all zeros, everything clamped): `error` is then the largest difference itself. */
  readonly absolute: boolean;
}

/** Compares an array with its reference. NaN counts as infinitely far. */
export function deviation(what: string, actual: ArrayLike<number>, expected: readonly number[]): Deviation {
  const scale = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const worst = expected.reduce((a, b, i) => Math.max(a, Number.isNaN(actual[i]!) ? Infinity : Math.abs(actual[i]! - b)), 0);
  const absolute = scale < 1e-9;
  return { what, error: absolute ? worst : worst / scale, absolute };
}

/** Recomputes a center-loss case through the ops that training uses, on the active backend. */
export async function checkCase({ B, D, C, ...golden }: GoldenCase): Promise<Deviation[]> {
  const features = tensor2d(golden.features, [B, D]);
  const centers = tidy(() => variable(tensor2d(golden.centers, [C, D]), false));
  const labels = tensor1d(golden.labels, 'int32');
  const rate = scalar(1);
  const loss = (x: Tensor, c: Tensor) => centerLoss(x as Tensor2D, c as Tensor2D, labels);
  const value = tidy(() => loss(features, centers));
  const [dFeatures, dCenters] = tidy(() => grads(loss)([features, centers])) as [Tensor, Tensor];
  updateCenters(centers, features, labels, { rule: centerRuleFormulas.get('paper'), rate });
  const moved = await centers.data();
  const results = [
    deviation('loss', await value.data(), [golden.loss]),
    deviation('d_features', await dFeatures.data(), golden.d_features),
    deviation('d_centers', await dCenters.data(), golden.d_centers),
    deviation('centers after the paper\'s step', moved, golden.centers.map((c, k) => c - golden.paper_delta[k]!)),
  ];
  [features, centers, labels, rate, value, dFeatures, dCenters].forEach((held) => held.dispose());
  return results;
}

/** An optimizer that also leaves the norm of each gradient it is given in `norms`. */
function recordingNorms(optimizer: Optimizer, norms: Variable): Optimizer {
  return {
    state: (names) => optimizer.state(names),
    dispose: () => optimizer.dispose(),
    apply(gradients, learningRate) {
      tidy(() => copyInto(norms, stack(gradients.map((gradient) => norm(gradient)))));
      optimizer.apply(gradients, learningRate);
    },
  };
}

/** The batch that every step of a golden trajectory trains on. */
function goldenBatch({ B, phase }: GoldenTrajectory): Batch {
  const { height, width } = goldenShape.example;
  const pixels = Float32Array.from(wave(B * height * width, phase, 1), (value) => 0.5 * value + 0.5);
  const labels = Int32Array.from({ length: B }, (_, i) => (7 * i + 3) % goldenShape.classes);
  return { examples: tensor4d(pixels, [B, height, width, 1]), labels: tensor1d(labels, 'int32') };
}

/**
 * Trains a golden trajectory with the page's own training run, on the active backend.
 *
 * @param capture true to record the second step and replay it from there on, as the page does on WebGPU.
 * @throws Error when a step should be replayed and cannot be recorded.
 */
export async function checkTrajectory(golden: GoldenTrajectory, capture = false): Promise<Deviation[]> {
  const model = goldenModel(golden);
  const [norms, features, softmax, center] = [[model.parameters.length], [golden.B, 2], [], []].map((shape) => tidy(() => variable(zeros(shape), false))) as [Variable, Variable, Variable, Variable];
  const [learningRate, centerRate] = [scalar(golden.lr), scalar(golden.center_lr)];
  const { classes, dimension } = goldenShape;
  const rule = centerRuleFormulas.get(golden.center_rule === 'sgd' ? 'gradient' : golden.center_rule);
  const run = new TrainingRun({
    run: makeRun('golden', golden.lam),
    model,
    optimizer: (parameters) => recordingNorms(optimizerFactories.get(golden.optimizer)(parameters), norms),
    context: { classes, dimension, random: (purpose) => createRandom(1, purpose), centerMotion: { rule, rate: centerRate } },
  });
  const centers = run.centers!;
  tidy(() => centers.assign(tensor2d(Float32Array.from(wave(2 * classes, 2.2, 1)), [classes, dimension])));
  const batch = goldenBatch(golden);
  const steps = new CapturedStep(() => {
    const results = run.step(batch, learningRate);
    copyInto(features, results.features);
    run.losses.forEach((loss, k) => copyInto(loss === 'softmax' ? softmax : center, results.losses[k]!));
    dispose([results.features, ...results.losses]);
  }, capture);
  const deviations: Deviation[] = [];
  for (const [i, expected] of golden.steps.entries()) {
    const compare = (what: string, actual: ArrayLike<number>, values: readonly number[] | null | undefined) => {
      if (values) deviations.push(deviation(`step ${i} ${what}`, actual, values));
    };
    compare('centers', await centers.data(), expected.centers_before);
    steps.run(1);
    const [[xentValue], [centerValue]] = [await softmax.data(), await center.data()];
    compare('xent', [xentValue!], [expected.xent]);
    compare('center', [centerValue!], [expected.center]);
    compare('loss', [xentValue! + golden.lam * centerValue!], [expected.loss]);
    compare('features', await features.data(), expected.features);
    compare('gradient norms', await norms.data(), expected.grad_norms);
  }
  const { state } = steps;
  steps.dispose();
  dispose([batch.examples, batch.labels, learningRate, centerRate, norms, features, softmax, center]);
  run.dispose();
  if (capture && state !== 'captured') throw new Error(`The steps of ${golden.name} were not replayed: ${typeof state === 'string' ? state : state.ordinary}`);
  return deviations;
}
