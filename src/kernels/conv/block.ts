import { add, conv2d, customGrad, maxPool, prelu } from '@tensorflow/tfjs-core';
import type { GradSaveFunc, Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { activeWebGPU, deviceOf, dispatch, toTensor } from '../device/dispatch.ts';
import type { BatchKernel, Binding, OutputSpec } from '../device/dispatch.ts';
import { activationGradientKernel } from './activationGradient.ts';
import { variantOf } from './choice.ts';
import { filterGradientKernel, forwardKernel, inputGradientKernel } from './kernels.ts';
import { parameterSumsKernel } from './parameterSums.ts';
import { convShapeOf, outputSize } from './shape.ts';
import type { ConvShape } from './shape.ts';
import type { ConvVariant } from './parts/tile.ts';

/** What a convolution block does besides convolving. */
export interface ConvBlockOptions {
  /** Takes the largest of every 2x2 window, stride 2; a last odd row or column is dropped. */
  readonly pool: boolean;
  /** False for a network's first block: x is then a constant to the gradient and its costly gradient is not computed. */
  readonly inputGradient?: boolean;
  /** Forces a tile choice; by default one is chosen for the shape and the device. */
  readonly variant?: ConvVariant;
}

/** All kernels of a block; their programs' texts are made when first asked for. */
function kernelsOf(shape: ConvShape, variant: ConvVariant) {
  return {
    forward: forwardKernel(shape, variant.forward, variant.subgroups),
    activationGradient: activationGradientKernel(shape, variant.channelShares),
    inputGradient: inputGradientKernel(shape, variant.inputGradient, variant.subgroups),
    filterGradient: filterGradientKernel(shape, variant.filterGradient, variant.subgroups),
    parameterSums: parameterSumsKernel(shape, variant.channelShares),
    channelShares: variant.channelShares,
  };
}

const float = (...shape: number[]): OutputSpec => ({ shape, dtype: 'float32' });

/** The block out of tfjs's own operations, for every backend but WebGPU. */
function composed(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, slope: Tensor1D, pool: boolean): Tensor4D {
  const activated = prelu<Tensor>(add(conv2d(x, filter, 1, 'same'), bias), slope) as Tensor4D;
  return pool ? maxPool(activated, 2, 2, 'valid') : activated;
}

function onWebGPU(
  backend: WebGPUBackend,
  shape: ConvShape,
  arguments_: { x: Tensor4D; filter: Tensor4D; bias: Tensor1D; slope: Tensor1D },
  options: ConvBlockOptions,
): Tensor4D {
  const { x, filter, bias, slope } = arguments_;
  const { outChannels } = shape;
  const { height, width } = outputSize(shape);
  const withInput = options.inputGradient !== false;
  const batch = x.shape[0];
  const kernels = kernelsOf(shape, options.variant ?? variantOf(deviceOf(backend), shape));
  const run = (kernel: BatchKernel, inputs: readonly Binding[], outputs: readonly OutputSpec[]): Tensor[] =>
    dispatch(backend, kernel.program, kernel.workgroups(batch), inputs, outputs).map(toTensor);

  const forward = (save: GradSaveFunc): Tensor4D => {
    const output = float(batch, height, width, outChannels);
    const [y, z] = run(kernels.forward, [x, filter, bias, slope], [output, output]);
    save([x, filter, slope, z!]);
    return y as Tensor4D;
  };

  const gradients = (dy: Tensor, saved: Tensor[]): Tensor[] => {
    const [savedX, savedFilter, savedSlope, z] = saved as [Tensor, Tensor, Tensor, Tensor];
    const shares = kernels.filterGradient.shares(batch);
    const [dz, channelSums] = run(kernels.activationGradient, [dy, z, savedSlope], [float(...dy.shape), float(kernels.channelShares, 2, outChannels)]);
    const [filterSums] = run(kernels.filterGradient, [savedX, dz!], [float(shares, ...filter.shape)]);
    const parameters = run(kernels.parameterSums, [filterSums!, channelSums!], [float(...filter.shape), float(outChannels), float(outChannels)]);
    return withInput ? [...run(kernels.inputGradient, [dz!, savedFilter], [float(...x.shape)]), ...parameters] : parameters;
  };

  const inputs: Tensor[] = withInput ? [x, filter, bias, slope] : [filter, bias, slope];
  const block = customGrad((...given) => ({ value: forward(given.at(-1) as GradSaveFunc), gradFunc: gradients }));
  return block(...inputs) as Tensor4D;
}

/**
 * Convolution block: conv2d (stride 1, "same") + bias, PReLU with one slope per channel, optionally max-pooling 2x2.
 * Differentiable with respect to x, filter, bias and slope.
 *
 * On WebGPU it runs kernels of its own (`kernels.ts`), repeatable bit for bit on one adapter; on other
 * backends it is composed of tfjs's operations. Specification: `reference.ts`.
 *
 * @param x float32 [B, H, W, Cin]
 * @param filter float32 [kh, kw, Cin, Cout], kh and kw odd
 * @param bias float32 [Cout]
 * @param slope float32 [Cout]: activated = z > 0 ? z : slope * z
 * @returns float32 [B, H, W, Cout], or [B, floor(H / 2), floor(W / 2), Cout] with pooling; the caller disposes.
 * @throws PlaygroundError for shapes that do not fit, see `convShapeOf`.
 */
export function convBlock(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, slope: Tensor1D, options: ConvBlockOptions): Tensor4D {
  const shape = convShapeOf(x.shape, filter.shape, bias.shape, slope.shape, options.pool);
  const backend = activeWebGPU();
  return backend
    ? onWebGPU(backend, shape, { x, filter, bias, slope }, options)
    : composed(x, filter, bias, slope, options.pool);
}
