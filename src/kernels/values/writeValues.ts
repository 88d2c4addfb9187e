import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { Variable } from '@tensorflow/tfjs-core';
import { activeWebGPU, writeInPlace } from '../device/dispatch.ts';

/**
 * Overwrites a variable with values of the host, after everything queued before. On WebGPU its buffer stays the same, so
 * recorded commands go on reading it.
 *
 * @param held float32 of any shape.
 * @param values as many as the variable has, row-major.
 */
export function writeValues(held: Variable, values: Float32Array): void {
  const backend = activeWebGPU();
  if (backend) writeInPlace(backend, held, values);
  else tidy(() => held.assign(tensor(values.slice(), held.shape, 'float32')));
}
