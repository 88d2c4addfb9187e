import { dispose, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';
import { activeWebGPU, dispatch, moveToDevice, toTensor } from '../device/dispatch.ts';
import type { Program } from '../device/dispatch.ts';
import { grid } from '../wgsl/grid.ts';
import { moduleText } from '../wgsl/module.ts';
import { checkIndices, labelsAt, notOnDevice } from './deviceExamples.ts';
import type { DeviceExamples, ExampleBatch } from './deviceExamples.ts';

const workgroup = 32;

/** One invocation copies one number; the workgroup's z is the place in the batch. */
function gatherProgram(length: number): Program {
  return {
    key: `gatherEmbeddings/${length}`,
    code: moduleText(
      { inputs: { values: 'f32', labels: 'i32', order: 'i32', cursor: 'i32' }, outputs: { chosenValues: 'f32', chosenLabels: 'i32' }, workgroup },
      'let k = u32(index);',
      'let b = group.z;',
      `if (k >= ${length}u) { return; }`,
      'let chosen = u32(order[u32(cursor[0]) * arrayLength(&chosenLabels) + b]);',
      'if (k == 0u) { chosenLabels[b] = labels[chosen]; }',
      `chosenValues[b * ${length}u + k] = values[chosen * ${length}u + k];`,
    ),
  };
}

/** Vectors that a frozen network made, as examples; a batch is float32 [B, length]. */
export class DeviceEmbeddings implements DeviceExamples {
  readonly count: number;
  private readonly rows: number;
  private readonly length: number;
  private readonly host: { readonly values: Float32Array; readonly labels: Uint8Array };
  private readonly device: { readonly values: Tensor2D; readonly labels: Tensor1D; readonly start: Tensor1D } | null;

  /**
   * @param values [N, variants, length], row-major: an index names row i variants + v.
   * @param labels [N]
   * @throws PlaygroundError when there are not as many vectors as labels.
   */
  constructor(values: Float32Array, labels: Uint8Array, length: number, variants = 1) {
    this.count = labels.length;
    this.rows = labels.length * variants;
    if (labels.length === 0 || values.length !== this.rows * length) {
      throw new PlaygroundError(`${values.length} numbers are not ${this.rows} embeddings of ${length}.`, 'Give one label per example.');
    }
    this.length = length;
    this.host = { values, labels: variants === 1 ? labels : Uint8Array.from({ length: this.rows }, (_, row) => labels[Math.floor(row / variants)]!) };
    const backend = activeWebGPU();
    this.device = backend && { values: tensor2d(values, [this.rows, length]), labels: tensor1d(Int32Array.from(this.host.labels), 'int32'), start: tensor1d([0], 'int32') };
    if (backend && this.device) for (const tensor of Object.values(this.device)) moveToDevice(backend, tensor);
  }

  batch(indices: Int32Array): ExampleBatch {
    checkIndices(indices, this.rows);
    const { device, host, length } = this;
    if (device) {
      const order = tensor1d(indices, 'int32');
      const made = this.batchAt(order, device.start, indices.length);
      order.dispose();
      return made;
    }
    const rows = new Float32Array(indices.length * length);
    indices.forEach((index, b) => rows.set(host.values.subarray(index * length, (index + 1) * length), b * length));
    return { examples: tensor2d(rows, [indices.length, length]), labels: labelsAt(host.labels, indices) };
  }

  batchAt(order: Tensor1D, cursor: Tensor1D, size: number): ExampleBatch {
    const backend = activeWebGPU();
    const { device, length } = this;
    if (!backend || !device) throw notOnDevice();
    const outputs = [
      { shape: [size, length], dtype: 'float32' as const },
      { shape: [size], dtype: 'int32' as const },
    ];
    const [examples, labels] = dispatch(backend, gatherProgram(length), grid(length, workgroup, size), [device.values, device.labels, order, cursor], outputs).map(toTensor);
    return { examples: examples!, labels: labels as Tensor1D };
  }

  dispose(): void {
    if (this.device) dispose(Object.values(this.device));
  }
}
