import type { Tensor } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';

/**
 * Refuses a tensor of another shape or dtype than an op needs. `null` in `expected` stands for any size.
 * @throws PlaygroundError naming the op, the argument, what it got and what it needs.
 */
export function requireTensor(op: string, name: string, tensor: Tensor, expected: readonly (number | null)[], dtype: 'float32' | 'int32' = 'float32'): void {
  const fits = tensor.shape.length === expected.length && expected.every((size, axis) => size === null || size === tensor.shape[axis]);
  if (fits && tensor.dtype === dtype) return;
  const wanted = `[${expected.map((size) => size ?? 'any').join(', ')}] ${dtype}`;
  throw new PlaygroundError(`${op}: ${name} is [${tensor.shape.join(', ')}] ${tensor.dtype}, not ${wanted}.`, `Pass ${name} as ${wanted}.`);
}
