import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { activeWebGPU, dispatch } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { requireTensor } from '../device/shapes.ts';
import { sectionGrid, sectionsText } from '../wgsl/sections.ts';

const copy: Program = {
  key: 'copyInto',
  code: sectionsText({ inputs: { values: 'f32' }, outputs: { held: 'f32' } }, { body: 'if (i < arrayLength(&held)) { held[i] = values[i]; }' }),
};

/**
 * Copies values into a variable. On WebGPU its buffer stays the same, unlike with `assign`, so that a recorded step can leave
 * results behind.
 *
 * @param held float32 of any shape, changed in place.
 * @param values float32 of the same shape.
 * @throws PlaygroundError when shapes or dtypes differ.
 */
export function copyInto(held: Variable, values: Tensor): void {
  requireTensor('copyInto', 'values', values, held.shape);
  const backend = activeWebGPU();
  if (backend) dispatch(backend, copy, sectionGrid(held.size), [values], [], [held]);
  else tidy(() => held.assign(values.clone()));
}
