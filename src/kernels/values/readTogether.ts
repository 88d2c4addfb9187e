import { concat, reshape, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { internalsOf } from '../device/backendInternals.ts';
import { activeWebGPU, submit } from '../device/dispatch.ts';

/** Values `first` to `first + count` of a float32 tensor, row-major. */
export interface Range {
  readonly tensor: TensorInfo;
  readonly first: number;
  readonly count: number;
}

/**
 * The values of several float32 tensors as they are at the call, in ONE transfer. Everything is queued before the first await:
 * work may go on, tensors may change or be disposed meanwhile. Each result has memory of its own.
 *
 * @throws what the browser says when the device goes away before the values are there.
 */
export async function readTogether(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  if (tensors.length === 0) return [];
  const backend = activeWebGPU();
  if (backend) return readRanges(backend, tensors.map((tensor) => ({ tensor, first: 0, count: tensor.size })));
  const sizes = tensors.map(({ size }) => size);
  const joined = tidy(() => concat(tensors.map((tensor) => reshape(tensor, [tensor.size]))));
  try {
    const values = (await joined.data()) as Float32Array;
    return splitBySizes(values, sizes);
  } finally {
    joined.dispose();
  }
}

/** The same for parts of tensors, on WebGPU. The host's copies that tfjs keeps are neither used nor made. */
export async function readRanges(backend: WebGPUBackend, ranges: readonly Range[]): Promise<Float32Array[]> {
  const gpu = internalsOf(backend);
  const { device } = gpu;
  ranges.forEach(({ tensor }) => gpu.uploadToGPU(tensor.dataId));
  submit(backend);
  const sizes = ranges.map(({ count }) => count);
  const total = sizes.reduce((sum, count) => sum + count, 0);
  if (total === 0) return ranges.map(() => new Float32Array(0));
  const staging = device.createBuffer({ size: 4 * total, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ, label: 'readTogether' });
  const encoder = device.createCommandEncoder();
  let at = 0;
  for (const { tensor, first, count } of ranges) {
    if (count > 0) encoder.copyBufferToBuffer(gpu.tensorMap.get(tensor.dataId).resource!, 4 * first, staging, at, 4 * count);
    at += 4 * count;
  }
  device.queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(GPUMapMode.READ);
    return splitBySizes(new Float32Array(staging.getMappedRange()), sizes);
  } finally {
    staging.destroy();
  }
}

function splitBySizes(values: Float32Array, sizes: readonly number[]): Float32Array[] {
  let end = 0;
  return sizes.map((size) => values.slice(end, (end += size)));
}
