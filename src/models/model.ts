import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { Parameters } from './parameters.ts';

/** Shape of one example: an image [H,W,channels], or an embedding [length]. */
export type ExampleShape = { readonly height: number; readonly width: number; readonly channels: number } | { readonly length: number };

/** Sizes that a model is built for. */
export interface ModelShape {
  readonly example: ExampleShape;
  /** D, the length of the feature vector. */
  readonly dimension: number;
  /** C. */
  readonly classes: number;
}

/** The part of a network that turns examples into features; the caller disposes it. */
export interface Body extends Parameters {
  /** Examples [B,...] float32 -> features [B,D], the last hidden layer, without activation. */
  features(examples: Tensor): Tensor2D;
}

/** What a head is that is logits = Wᵀx + b: weight [D,C] and bias [C], null where there is none. */
export interface LinearPart {
  readonly weight: Variable;
  readonly bias: Variable | null;
}

/** The part of a network that turns features into logits; the caller disposes it. */
export interface Head extends Parameters {
  /** Where classes are asked of a linear map, that map: its regions can be drawn. */
  readonly linear?: LinearPart;
  /**
   * Features [B,D] -> logits [B,C].
   * @param labels [B] int32 while it trains, null where classes are asked for: a margin acts on the true class alone.
   */
  logits(features: Tensor2D, labels: Tensor1D | null): Tensor2D;
}

/** What a model computes for a batch. */
export interface ModelOutput {
  /** [B,D] */
  readonly features: Tensor2D;
  /** [B,C] */
  readonly logits: Tensor2D;
}

/** A trainable network; the caller disposes it. */
export interface Model extends Parameters {
  readonly parameterCount: number;
  /** As its head has it. */
  readonly linear?: LinearPart | undefined;
  /** Examples [B,...] float32, and their labels while it trains -> features and logits; the caller disposes them. */
  forward(examples: Tensor, labels: Tensor1D | null): ModelOutput;
}

/** A network of a body and a head, which it owns. */
export function joinedModel(body: Body, head: Head): Model {
  const parameters = [...body.parameters, ...head.parameters];
  return {
    parameters,
    parameterNames: [...body.parameterNames, ...head.parameterNames],
    linear: head.linear,
    parameterCount: parameters.reduce((count, { size }) => count + size, 0),
    forward: (examples, labels) =>
      tidy(() => {
        const features = body.features(examples);
        return { features, logits: head.logits(features, labels) };
      }),
    dispose() {
      body.dispose();
      head.dispose();
    },
  };
}
