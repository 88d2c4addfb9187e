import type { Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';

/** What a model computes for a batch. */
export interface ModelOutput {
  /** [B,D], the last hidden layer, without activation. */
  readonly features: Tensor2D;
  /** [B,C]. */
  readonly logits: Tensor2D;
}

/** Sizes that a model is built for. */
export interface ModelShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** D, the length of the feature vector. */
  readonly featureDimension: number;
  /** C. */
  readonly classes: number;
}

/** A trainable network; the caller disposes it. */
export interface Model {
  /** Every trained parameter, in a fixed order: convolutions, their slopes, dense layers. */
  readonly parameters: readonly Variable[];
  /** Names of the parameters, in the same order ("conv1/filter"). */
  readonly parameterNames: readonly string[];
  readonly parameterCount: number;
  /** Images [B,H,W,channels] float32 -> features and logits; the caller disposes them. */
  forward(images: Tensor4D): ModelOutput;
  dispose(): void;
}

/** Makes the initial values of one parameter: shape, then fan-in for weights and biases. */
export type Initializer = (shape: readonly number[], fanIn: number) => Float32Array;

/**
 * PyTorch's default initialisation of Conv2d and Linear: U(-1/sqrt(fan_in), 1/sqrt(fan_in)) for weights and biases
 * (`kaiming_uniform_` with a = sqrt(5)). The numbers are drawn on the host, so a seed gives the same weights on every backend.
 */
export function pytorchInitializer(random: Random): Initializer {
  return (shape, fanIn) => {
    const bound = 1 / Math.sqrt(fanIn);
    return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-bound, bound));
  };
}

