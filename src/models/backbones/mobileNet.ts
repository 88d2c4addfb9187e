import { add, cast, div, fused, mean, mul, reshape, scalar, sqrt, sub, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import type { Backbone } from './backbone.ts';

/** A network's tensors by name ("conv1/kernel"). */
export type NamedTensors = ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;

/** Added to a variance, as the network was trained. */
const epsilon = 0.001;

/** Strides of the depthwise convolutions, Howard et al. 2017, table 1. */
const strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1] as const;

/** One convolution with what follows it, y = relu6(conv(x) + bias). */
interface Layer {
  readonly filter: Tensor4D;
  readonly bias: Tensor1D;
  readonly stride: 1 | 2;
  readonly kind: 'conv2d' | 'depthwiseConv2d';
}

function read(weights: NamedTensors, name: string): Tensor {
  const found = weights.get(name);
  if (!found) throw new PlaygroundError(`The weights have no ${name}.`, 'These are not the weights of a MobileNetV1.');
  return tensor(found.values, [...found.shape], 'float32');
}

/**
 * A convolution with its batch normalisation folded in: filter · gamma / sqrt(variance + eps) along the output channels, and
 * bias = beta - mean · gamma / sqrt(variance + eps).
 */
function folded(weights: NamedTensors, name: string, stride: 1 | 2): Layer {
  const kind = name.startsWith('conv_dw') ? 'depthwiseConv2d' : 'conv2d';
  const [filter, bias] = tidy(() => {
    const [gamma, beta, average, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((part) => read(weights, `${name}_bn/${part}`)) as [Tensor, Tensor, Tensor, Tensor];
    const scale = div(gamma, sqrt(add(variance, epsilon)));
    const kernel = read(weights, `${name}/${kind === 'conv2d' ? 'kernel' : 'depthwise_kernel'}`);
    // Output channels lie along the last axis, of a depthwise filter along the one before.
    const along = kind === 'conv2d' ? scale : reshape(scale, [-1, 1]);
    return [mul(kernel, along) as Tensor4D, sub(beta, mul(average, scale)) as Tensor1D] as const;
  });
  return { filter, bias, stride, kind };
}

function applied(x: Tensor4D, { filter, bias, stride, kind }: Layer): Tensor4D {
  return fused[kind]({ x, filter, bias, strides: stride, pad: 'same', activation: 'relu6' });
}

/**
 * MobileNetV1 up to the mean over all places of its last block: a 3x3 convolution with stride 2, then thirteen depthwise 3x3
 * and pointwise 1x1 convolutions, each with batch normalisation and ReLU6; padding "same", bytes scaled to -1..1. Its width is
 * that of the weights.
 * Source: Howard et al., MobileNets, 2017.
 * @throws PlaygroundError when a tensor is missing.
 */
export function createMobileNet(weights: NamedTensors): Backbone {
  const blocks = strides.flatMap((stride, i) => [folded(weights, `conv_dw_${i + 1}`, stride), folded(weights, `conv_pw_${i + 1}`, 1)]);
  const layers = [folded(weights, 'conv1', 2), ...blocks];
  return {
    embed: (images) =>
      tidy(() => {
        const scaled: Tensor4D = sub(div(cast(images, 'float32'), scalar(127.5)), 1);
        return mean(layers.reduce(applied, scaled), [1, 2]) as Tensor2D;
      }),
    dispose: () => layers.forEach(({ filter, bias }) => [filter, bias].forEach((held) => held.dispose())),
  };
}
