import { tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { activeWebGPU, dispatch } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { groupsFor, sectionedMain, storageBindings } from '../wgsl/sections.ts';
import { requireTensor } from '../device/shapes.ts';

const copy: Program = {
  key: 'store',
  code: `${storageBindings(['values: array<f32>'], ['held: array<f32>'])}
${sectionedMain([{ body: 'if (i < arrayLength(&held)) { held[i] = values[i]; }' }])}`,
};

/**
 * Copies values into a variable. On WebGPU its buffer stays the same, unlike with `assign`, so that a recorded step can leave
 * results behind.
 *
 * @param held float32 of any shape, changed in place.
 * @param values float32 of the same shape.
 * @throws PlaygroundError when shapes or dtypes differ.
 */
export function store(held: Variable, values: Tensor): void {
  requireTensor('store', 'values', values, held.shape);
  const backend = activeWebGPU();
  if (backend) dispatch(backend, copy, [groupsFor(held.size), 1, 1], [values], [], [held]);
  else tidy(() => held.assign(values.clone()));
}
