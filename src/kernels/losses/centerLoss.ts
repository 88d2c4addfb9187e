import { add, clipByValue, gather, mean, square, squeeze, sub, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { differentiable } from '../device/differentiable.ts';
import { activeWebGPU, dispatch, toTensor } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { centerLossForward, centerLossGradient, distanceCeiling, distanceFloor } from './centerLossPrograms.ts';

/**
 * Center loss, `(1/B) sum_ij clamp([y_i = j] |x_i - c_j|^2, 1e-12, 1e12)`, differentiable in features and centers; the
 * gradient of a clamped distance is 0. The mean over the batch has no factor 1/2: this is the definition of the widely used
 * PyTorch code (KaiyangZhou/pytorch-center-loss), whose clamp adds 1e-12 for each of the C - 1 other classes. Wen et al.,
 * "A Discriminative Feature Learning Approach for Deep Face Recognition" (ECCV 2016), eq. 2, sum over the batch and take half,
 * so their weight λ acts like λ B / 2 here. On WebGPU one dispatch forward and one backward.
 *
 * @param features float32 [B, D].
 * @param centers float32 [C, D].
 * @param labels int32 [B], each in 0 .. C - 1.
 * @returns float32 []; the caller disposes it.
 * @throws PlaygroundError when shapes do not fit together.
 */
export function centerLoss(features: Tensor2D, centers: Tensor2D, labels: Tensor1D): Scalar {
  requireTensor('centerLoss', 'features', features, [null, null]);
  requireTensor('centerLoss', 'centers', centers, [null, features.shape[1]]);
  requireTensor('centerLoss', 'labels', labels, [features.shape[0]], 'int32');
  const backend = activeWebGPU();
  return backend ? centerLossOnDevice(backend, features, centers, labels) : centerLossComposed(features, centers, labels);
}

function centerLossComposed(features: Tensor2D, centers: Tensor2D, labels: Tensor1D): Scalar {
  const distances = sum(square(sub(features, gather(centers, labels))), 1);
  const own = mean(clipByValue(distances, distanceFloor, distanceCeiling));
  return squeeze(add(own, (centers.shape[0] - 1) * distanceFloor));
}

function centerLossOnDevice(backend: WebGPUBackend, features: Tensor2D, centers: Tensor2D, labels: Tensor1D): Scalar {
  const [batch, dimension] = features.shape;
  const classes = centers.shape[0];
  return differentiable([features, centers], (save) => {
    const [loss, distances] = dispatch(
      backend,
      centerLossForward(classes, dimension),
      [1, 1, 1],
      [features, centers, labels],
      [{ shape: [], dtype: 'float32' }, { shape: [batch], dtype: 'float32' }],
    ).map(toTensor);
    save([features, centers, labels, distances!]);
    const gradFunc = (dy: Scalar, saved: Tensor[]) => {
      const outputs = [{ shape: [classes, dimension], dtype: 'float32' as const }, { shape: [batch, dimension], dtype: 'float32' as const }];
      const { program, workgroups } = centerLossGradient(classes, dimension);
      const [centersGradient, featuresGradient] = dispatch(backend, program, workgroups(batch), [...saved, dy], outputs).map(toTensor);
      return [featuresGradient!, centersGradient!];
    };
    return { value: loss as Scalar, gradFunc };
  });
}
