import { tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../../errors.ts';

/** A batch of examples, float32 [B, ...], and their classes, int32 [B]; who asks for it disposes both. */
export interface ExampleBatch {
  readonly examples: Tensor;
  readonly labels: Tensor1D;
}

/**
 * A set of labelled examples ready to be batched. On WebGPU its values lie on the device and a batch uploads at most its
 * indices; elsewhere they stay on the host and a batch is uploaded whole.
 */
export interface DeviceExamples {
  /** Number of examples. */
  readonly count: number;
  /**
   * The examples and labels at `indices`, as a network sees them. Where examples have V variants, i V + v names variant v of example i.
   * @throws PlaygroundError when there is no such example.
   */
  batch(indices: Int32Array): ExampleBatch;
  /**
   * The same out of an order that lies on the WebGPU device, so that nothing is uploaded: example b of the batch is
   * `order[cursor[0] size + b]`.
   * @param order int32 [M], each naming an example as above, which is not checked; cursor int32 [1].
   * @throws PlaygroundError when the examples do not lie on the active WebGPU device.
   */
  batchAt(order: Tensor1D, cursor: Tensor1D, size: number): ExampleBatch;
  dispose(): void;
}

/** @throws PlaygroundError when an index is outside 0 .. count - 1. */
export function checkIndices(indices: Int32Array, count: number): void {
  const outside = indices.find((index) => index < 0 || index >= count);
  if (outside !== undefined) throw new PlaygroundError(`Example ${outside} does not exist.`, `Use indices from 0 to ${count - 1}.`);
}

/** The labels at `indices`, int32 [B]; the caller disposes them. */
export const labelsAt = (labels: Uint8Array, indices: Int32Array): Tensor1D => tensor1d(Int32Array.from(indices, (index) => labels[index]!), 'int32');

/** What is thrown where a batch on the device is asked of examples that lie elsewhere. */
export const notOnDevice = () => new PlaygroundError('The examples do not lie on the active device.', 'Load the data set again.');
