import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Names a tensor's data in the WebGPU backend; numbered in the order they are made. */
export interface DataId {
  readonly id: number;
}

/** Where the backend gets its buffers from: tfjs's `BufferManager`, which keeps returned buffers for later requests. */
export interface BufferSource {
  /** Without `reuse` the buffer is new; `mapped` asks for one that the host can fill, which only a new one is. */
  acquireBuffer(size: number, usage: GPUBufferUsageFlags, mapped?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

/** tfjs's `BufferManager`: a source that never destroys what was returned to it. */
export interface BufferManager extends BufferSource {
  /** Returned buffers by size and usage. */
  readonly freeBuffers: ReadonlyMap<string, GPUBuffer[]>;
  numFreeBuffers: number;
  /** Of free buffers and those in use. */
  numBytesAllocated: number;
}

/**
 * The part of tfjs's WebGPU backend that these kernels reach into. The fields are private or untyped there; naming them
 * once here keeps every other file typed.
 */
export interface BackendInternals {
  device: GPUDevice;
  queue: Pick<GPUQueue, 'submit' | 'writeBuffer'>;
  bufferManager: BufferManager;
  /** Commands not yet submitted. */
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  /** Data that unsubmitted commands use: its buffer is not released before they are submitted. */
  commandQueueOwnedIds: Pick<WeakSet<DataId>, 'add' | 'has'>;
  uniformPendingDisposal: GPUBuffer[];
  dispatchCountInPass: number;
  /** `resource` is null until the data is on the device; `values` is the host's copy, if any. */
  tensorMap: { get(dataId: object): { resource: GPUBuffer | null; values: unknown } };
  nextDataId(): number;
  uploadToGPU(dataId: object): void;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  makeTensorInfo(shape: number[], dtype: DataType): TensorInfo;
  read(dataId: object): unknown;
  readSync(dataId: object): unknown;
}

/** A WebGPU backend, seen from inside. */
export const internalsOf = (backend: WebGPUBackend): BackendInternals => backend as unknown as BackendInternals;
