import { cast, expandDims, matMul, mul, oneHot, sub, sum, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { activeWebGPU, dispatch } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';

/**
 * How far centers move. `pull` of class j is sum_i [y_i = j] (c_j - x_i), `count` the number of its samples in the batch of
 * size `batch`; the center moves by -rate times the step.
 */
export interface CenterRule {
  /** Names the rule in a program's key. */
  readonly key: string;
  /** The step of one entry, a WGSL expression of the f32 numbers `pull`, `count`, `batch`. */
  readonly wgsl: string;
  /** The same over pull [C, D] and counts [C, 1], out of tfjs's operations. */
  step(pull: Tensor2D, counts: Tensor2D, batch: number): Tensor2D;
  /** The same for one entry, in float64. */
  reference(pull: number, count: number, batch: number): number;
}

/** A rule, and its rate: float32 [] on the device. */
export interface CenterMotion {
  readonly rule: CenterRule;
  readonly rate: Scalar;
}

/**
 * Moves each class's center towards the features of its samples, `c_j -= rate step_j` (see `CenterRule`). A class absent from
 * the batch stays. On WebGPU one dispatch changes the variable's buffer in place, so clones of it see the new values; on other
 * backends the variable is assigned.
 *
 * @param centers float32 [C, D].
 * @param features float32 [B, D], from before the step's parameter update.
 * @param labels int32 [B], each in 0 .. C - 1.
 * @throws PlaygroundError when shapes do not fit together.
 */
export function updateCenters(centers: Variable, features: Tensor2D, labels: Tensor1D, { rule, rate }: CenterMotion): void {
  requireTensor('updateCenters', 'features', features, [null, null]);
  requireTensor('updateCenters', 'centers', centers, [null, features.shape[1]]);
  requireTensor('updateCenters', 'labels', labels, [features.shape[0]], 'int32');
  requireTensor('updateCenters', 'rate', rate, []);
  const [classes, dimension] = centers.shape as [number, number];
  const backend = activeWebGPU();
  if (backend) dispatch(backend, program(classes, dimension, rule), sectionGrid(classes * dimension), [features, labels, rate], [], [centers]);
  else tidy(() => centers.assign(movedCenters(centers as Tensor as Tensor2D, features, labels, rate, rule)));
}

function movedCenters(centers: Tensor2D, features: Tensor2D, labels: Tensor1D, rate: Scalar, rule: CenterRule): Tensor2D {
  const members = cast(oneHot(labels, centers.shape[0]) as Tensor2D, 'float32'); // [B, C]
  const counts = expandDims(sum(members, 0), 1) as Tensor2D; // [C, 1]
  const pull: Tensor2D = sub(mul(counts, centers), matMul(members, features, true)); // [C, D]
  return sub(centers, mul(rate, rule.step(pull, counts, features.shape[0])));
}

function program(classes: number, dimension: number, rule: CenterRule): Program {
  return {
    key: `updateCenters/${classes}/${dimension}/${rule.key}`,
    code: sectionsText(
      { inputs: { features: 'f32', labels: 'i32', rate: 'f32' }, outputs: { centers: 'f32' } },
      {
        count: classes * dimension,
        body: `let class_ = i32(i / ${dimension}u);
  let d = i % ${dimension}u;
  let samples = arrayLength(&labels);
  let batch = f32(samples);
  let center = centers[i];
  var pull = 0.0;
  var count = 0.0;
  for (var b = 0u; b < samples; b++) {
    if (labels[b] == class_) {
      pull += center - features[b * ${dimension}u + d];
      count += 1.0;
    }
  }
  _ = count; _ = batch;
  centers[i] = center - rate[0] * (${rule.wgsl});`,
      },
    ),
  };
}

/** The moved centers [C, D] in float64, over flat row-major arrays; D = `dimension`. */
export function updateCentersReference(
  centers: ArrayLike<number>,
  features: ArrayLike<number>,
  labels: ArrayLike<number>,
  dimension: number,
  rate: number,
  rule: CenterRule,
): Float64Array {
  const batch = labels.length;
  return Float64Array.from(centers, (center, at) => {
    const samples = Array.from(labels, (_, b) => b).filter((b) => labels[b] === Math.floor(at / dimension));
    const pull = samples.reduce((total, b) => total + center - features[b * dimension + (at % dimension)]!, 0);
    return center - rate * rule.reference(pull, samples.length, batch);
  });
}
