import { tensor, tidy, variable } from '@tensorflow/tfjs-core';
import type { Variable } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';

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

/** A part of a network that holds trained parameters. */
export interface Parameters {
  /** Every trained parameter, in a fixed order: convolutions, their slopes, dense layers. */
  readonly parameters: readonly Variable[];
  /** Names of the parameters, in the same order ("conv1/filter"). */
  readonly parameterNames: readonly string[];
  /** Disposes the parameters. */
  dispose(): void;
}

/** Collects named variables while a network is built. */
export class ParameterList implements Parameters {
  readonly parameters: Variable[] = [];
  readonly parameterNames: string[] = [];

  add(name: string, values: Float32Array, shape: readonly number[]): Variable {
    const made = tidy(() => variable(tensor(values, [...shape], 'float32')));
    this.parameters.push(made);
    this.parameterNames.push(name);
    return made;
  }

  dispose(): void {
    this.parameters.forEach((parameter) => parameter.dispose());
  }
}
