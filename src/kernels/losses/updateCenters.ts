import { add, cast, div, expandDims, matMul, mul, oneHot, sub, sum, tidy } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { activeWebGPU, dispatch } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';

/** How far centers move: `sgd` along the center loss's gradient, `paper` by Wen et al.'s count-normalised step. */
export type CenterRule = 'sgd' | 'paper';

/**
 * Moves each class's center towards the features of its samples:
 * - `sgd`: `c_j -= rate (2/B) sum_i [y_i = j] (c_j - x_i)`, the gradient of the unweighted center loss (mean, no factor 1/2);
 * - `paper`: `c_j -= rate (sum_i [y_i = j] (c_j - x_i)) / (1 + n_j)`, n_j the class's count in the batch (Wen et al., ECCV
 *   2016, eq. 4).
 *
 * A class absent from the batch stays. On WebGPU one dispatch changes the variable's buffer in place, so clones of it see the
 * new values; on other backends the variable is assigned.
 *
 * @param centers float32 [C, D].
 * @param features float32 [B, D], from before the step's parameter update.
 * @param labels int32 [B], each in 0 .. C - 1.
 * @param rate float32 [] on the device.
 * @throws PlaygroundError when shapes do not fit together.
 */
export function updateCenters(centers: Variable, features: Tensor2D, labels: Tensor1D, rate: Scalar, rule: CenterRule): void {
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
  const counts = expandDims(sum(members, 0), 1); // [C, 1]
  const pull = sub(mul(counts, centers), matMul(members, features, true)); // [C, D]
  const step = rule === 'paper' ? div(pull, add(counts, 1)) : mul(pull, 2 / features.shape[0]);
  return sub(centers, mul(rate, step));
}

function program(classes: number, dimension: number, rule: CenterRule): Program {
  const step = rule === 'paper' ? 'pull / (1.0 + count)' : 'pull * 2.0 / f32(batch)';
  return {
    key: `updateCenters/${classes}/${dimension}/${rule}`,
    code: sectionsText(
      { inputs: { features: 'f32', labels: 'i32', rate: 'f32' }, outputs: { centers: 'f32' } },
      {
        count: classes * dimension,
        body: `let class_ = i32(i / ${dimension}u);
  let d = i % ${dimension}u;
  let batch = arrayLength(&labels);
  let center = centers[i];
  var pull = 0.0;
  var count = 0.0;
  for (var b = 0u; b < batch; b++) {
    if (labels[b] == class_) {
      pull += center - features[b * ${dimension}u + d];
      count += 1.0;
    }
  }
  ${rule === 'paper' ? '' : '_ = count;'}
  centers[i] = center - rate[0] * (${step});`,
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
    return center - rate * (rule === 'paper' ? pull / (1 + samples.length) : (2 / batch) * pull);
  });
}
