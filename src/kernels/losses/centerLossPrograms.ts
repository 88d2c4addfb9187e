import type { BatchKernel, Program } from '../device/dispatch.ts';
import { batchMeanText } from '../wgsl/batchMean.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';

/** Least squared distance that counts as it is; the gradient of one below is 0. */
export const distanceFloor = 1e-12;

/** Greatest squared distance that counts as it is; the gradient of one above is 0. */
export const distanceCeiling = 1e12;

/** Inputs features, centers, labels; outputs the loss [] and the squared distances [B] before the clamp. */
export function centerLossForward(classes: number, dimension: number): Program {
  return {
    key: `centerLoss/${classes}/${dimension}`,
    code: batchMeanText(
      { inputs: { features: 'f32', centers: 'f32', labels: 'i32' }, outputs: { mean: 'f32', distances: 'f32' } },
      {
        row: `
    let center = u32(labels[b]) * ${dimension}u;
    for (var d = 0u; d < ${dimension}u; d++) {
      let offset = features[b * ${dimension}u + d] - centers[center + d];
      value += offset * offset;
    }
    distances[b] = value;
    if (value < ${distanceFloor}) { value = ${distanceFloor}; } else if (value > ${distanceCeiling}) { value = ${distanceCeiling}; }`,
        finish: `average + ${(classes - 1) * distanceFloor}`,
      },
    ),
  };
}

/** Inputs features, centers, labels, distances, dy; outputs the gradients of centers [C, D] and features [B, D]. */
export function centerLossGradient(classes: number, dimension: number): BatchKernel {
  const program = {
    key: `centerLoss/gradient/${classes}/${dimension}`,
    code: sectionsText(
      {
        inputs: { features: 'f32', centers: 'f32', labels: 'i32', distances: 'f32', dy: 'f32' },
        outputs: { centersGradient: 'f32', featuresGradient: 'f32' },
        declarations: [
          `fn counts(b: u32) -> bool { return !(distances[b] < ${distanceFloor} || distances[b] > ${distanceCeiling}); }`,
          'fn scale() -> f32 { return dy[0] * 2.0 / f32(arrayLength(&labels)); }',
        ],
      },
      {
        count: classes * dimension,
        body: `let class_ = i32(i / ${dimension}u);
  let d = i % ${dimension}u;
  let batch = arrayLength(&labels);
  let center = centers[i];
  var sum = 0.0;
  for (var b = 0u; b < batch; b++) {
    if (labels[b] == class_ && counts(b)) { sum += center - features[b * ${dimension}u + d]; }
  }
  centersGradient[i] = scale() * sum;`,
      },
      {
        body: `if (i >= arrayLength(&features)) { return; }
  let b = i / ${dimension}u;
  let offset = features[i] - centers[u32(labels[b]) * ${dimension}u + i % ${dimension}u];
  featuresGradient[i] = select(0.0, scale() * offset, counts(b));`,
      },
    ),
  };
  return { program, workgroups: (batch) => sectionGrid(classes * dimension, batch * dimension) };
}
