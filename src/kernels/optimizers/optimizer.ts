import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { HeldState } from '../values/heldState.ts';

/** Moves parameters along their gradients and keeps the state that takes. */
export interface Optimizer {
  /**
   * One step. `gradients` come in the order of the parameters, each of its parameter's shape; the caller disposes them.
   * On WebGPU parameters and state change in place, so clones of a parameter see the new values.
   * @param learningRate float32 [] on the device.
   * @throws PlaygroundError when a gradient is missing or of another shape.
   */
  apply(gradients: readonly Tensor[], learningRate: Scalar): void;
  /**
   * Its state, by the names of the parameters, in their order: "NAME/slot0", "NAME/slot1" with an entry per entry of the
   * parameter, and "clock0", "clock1" of one value (see `UpdateRule`).
   */
  state(parameterNames: readonly string[]): HeldState;
  /** Disposes the state; the parameters stay the caller's. */
  dispose(): void;
}

/** An optimizer's formula: how one entry of a parameter and its state (`slots` numbers) answer to a gradient. */
export interface UpdateRule {
  /** Name and every constant of the formula. */
  readonly key: string;
  readonly slots: 1 | 2;
  /**
   * After t steps `clock[k] = 1 - (1 - clockWeights[k])^t`, kept as a running average of the constant 1 with these weights.
   * As many as slots, or none when the formula does not depend on t.
   */
  readonly clockWeights: readonly number[];
  /** WGSL function `update(p: f32, g: f32, s: State, clock: State, rate: f32) -> Updated`; State is f32 or vec2f. */
  readonly wgsl: string;
  /** The same update composed of tfjs ops; returns the new parameter and the new slots. */
  update(parameter: Tensor, gradient: Tensor, slots: readonly Tensor[], clock: readonly Tensor[], rate: Scalar): { parameter: Tensor; slots: Tensor[] };
}
