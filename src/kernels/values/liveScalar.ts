import { scalar, tidy, variable } from '@tensorflow/tfjs-core';
import type { Scalar, Variable } from '@tensorflow/tfjs-core';
import { writeValues } from './writeValues.ts';

/**
 * A float32 scalar on the device that a person changes while training: a learning rate, a weight. On WebGPU its buffer stays
 * the same when its value changes, so recorded commands go on reading it; steps already recorded keep the value before.
 */
export class LiveScalar {
  private readonly held: Variable;
  private current: number;

  constructor(value: number) {
    this.current = value;
    this.held = tidy(() => variable(scalar(value), false));
  }

  /** Scalar [], valid until `dispose`. */
  get tensor(): Scalar {
    return this.held as unknown as Scalar;
  }

  get value(): number {
    return this.current;
  }

  set(value: number): void {
    this.current = value;
    writeValues(this.held, Float32Array.of(value));
  }

  dispose(): void {
    this.held.dispose();
  }
}
