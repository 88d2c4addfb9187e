import { engine } from '@tensorflow/tfjs-core';
import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describeError } from '../../errors.ts';
import { internalsOf } from './backendInternals.ts';
import type { DataId } from './backendInternals.ts';

/** A tensor a program reads, or, named in `inPlace`, also writes. */
export type Binding = TensorInfo;

/** One output tensor that a program fills. */
export interface OutputSpec {
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32';
}

/**
 * A WGSL program. Everything but the batch size is baked into its text, so it needs no uniforms and a dispatch uploads
 * nothing. Bindings follow the order inputs, in-place tensors, outputs, all in group 0; entry point `main`.
 */
export interface Program {
  /** Unique for the text: pipelines are cached by it. Name, then every number that is baked in. */
  readonly key: string;
  readonly code: string;
}

/** A program together with the workgroups to start for a batch; all other sizes are baked into the program. */
export interface BatchKernel {
  readonly program: Program;
  workgroups(batch: number): readonly [x: number, y: number, z: number];
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

function pipelinesOf(device: GPUDevice): Map<string, GPUComputePipeline> {
  let map = pipelines.get(device);
  if (!map) pipelines.set(device, (map = new Map()));
  return map;
}

const collections = new WeakMap<GPUDevice, Map<string, Program>>();

/**
 * Runs `work` without dispatching any program, and returns the programs it would have run. What `work` computes is not to be
 * read. In this way everything that a training step needs can be compiled before the first step, without keeping lists.
 */
export function collectPrograms(backend: WebGPUBackend, work: () => void): Program[] {
  const { device } = internalsOf(backend);
  const collected = new Map<string, Program>();
  collections.set(device, collected);
  try {
    work();
  } finally {
    collections.delete(device);
  }
  return [...collected.values()];
}

/** The active tfjs backend when it is WebGPU, else null: an op then composes tfjs's own kernels. */
export function activeWebGPU(): WebGPUBackend | null {
  if (engine().backendName !== 'webgpu') return null;
  return engine().backend as KernelBackend as WebGPUBackend;
}

/** The device of a WebGPU backend, with the features it was made with. */
export function deviceOf(backend: WebGPUBackend): GPUDevice {
  return internalsOf(backend).device;
}

/** A program's pipeline; compiled now, blocking the device, if it was not before. */
export function pipelineFor(device: GPUDevice, program: Program): GPUComputePipeline {
  const cache = pipelinesOf(device);
  let pipeline = cache.get(program.key);
  if (!pipeline) {
    const module = device.createShaderModule({ code: program.code, label: program.key });
    pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' }, label: program.key });
    cache.set(program.key, pipeline);
  }
  return pipeline;
}

/** Whether a program needs no compiling. */
export function isCompiled(device: GPUDevice, { key }: Program): boolean {
  return pipelinesOf(device).has(key);
}

/**
 * Compiles a program without blocking, so that its first dispatch does not stall. Several may run at once.
 *
 * @throws an Error with the program's name and the compiler's messages when the text is wrong.
 */
export async function compileProgram(device: GPUDevice, program: Program): Promise<void> {
  const cache = pipelinesOf(device);
  if (cache.has(program.key)) return;
  const module = device.createShaderModule({ code: program.code, label: program.key });
  try {
    cache.set(program.key, await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' }, label: program.key }));
  } catch (error) {
    const { messages } = await module.getCompilationInfo();
    const told = messages.map(({ lineNum, message }) => `line ${lineNum}: ${message}`).join('; ');
    throw new Error(`The GPU program ${program.key} does not compile. ${told || describeError(error).message}`, { cause: error });
  }
}

/**
 * Runs a program on the WebGPU backend, inside tfjs's own command buffer and so in order with its other kernels.
 * The WGSL must use every binding (`layout: 'auto'` drops the others). Buffers of outputs are not zeroed.
 *
 * @param inputs tensors bound read-only, in binding order.
 * @param inPlace tensors bound after them as read_write and changed in place (optimizer state, centers); their host
 *   copies, if any, are dropped.
 * @param outputs tensors to make, bound last as read_write.
 * @returns one TensorInfo per output; the caller owns them.
 */
export function dispatch(
  backend: WebGPUBackend,
  program: Program,
  workgroups: readonly [number, number, number],
  inputs: readonly Binding[],
  outputs: readonly OutputSpec[],
  inPlace: readonly Binding[] = [],
): TensorInfo[] {
  const gpu = internalsOf(backend);
  const made = outputs.map(({ shape, dtype }) => gpu.makeTensorInfo(shape, dtype));
  const collected = collections.get(gpu.device);
  if (collected) {
    collected.set(program.key, program);
    made.forEach(({ dataId }) => gpu.uploadToGPU(dataId));
    return made;
  }
  const bound = [...inputs, ...inPlace, ...made];
  const entries = bound.map(({ dataId }, binding) => {
    gpu.uploadToGPU(dataId);
    gpu.commandQueueOwnedIds.add(dataId as DataId);
    return { binding, resource: { buffer: gpu.tensorMap.get(dataId).resource! } };
  });
  for (const { dataId } of inPlace) gpu.tensorMap.get(dataId).values = null;

  const pipeline = pipelineFor(gpu.device, program);
  const bindGroup = gpu.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  gpu.ensureCommandEncoderReady();
  gpu.computePassEncoder ??= gpu.commandEncoder!.beginComputePass();
  gpu.computePassEncoder.setPipeline(pipeline);
  gpu.computePassEncoder.setBindGroup(0, bindGroup);
  gpu.computePassEncoder.dispatchWorkgroups(...workgroups);
  gpu.dispatchCountInPass++;
  return made;
}

/** Makes the next read of a tensor fetch it from the device, also where the host has a copy from an earlier read. */
export function dropHostCopy(backend: WebGPUBackend, tensor: TensorInfo): void {
  internalsOf(backend).tensorMap.get(tensor.dataId).values = null;
}

/** Uploads a tensor and drops the host's copy. */
export function moveToDevice(backend: WebGPUBackend, tensor: TensorInfo): void {
  const gpu = internalsOf(backend);
  gpu.uploadToGPU(tensor.dataId);
  submit(backend);
  gpu.tensorMap.get(tensor.dataId).values = null;
}

/**
 * Overwrites a tensor's buffer on the device, keeping the buffer itself. Commands recorded before are submitted first and see
 * the old values.
 */
export function writeInPlace(backend: WebGPUBackend, tensor: TensorInfo, values: Float32Array | Int32Array): void {
  const gpu = internalsOf(backend);
  gpu.uploadToGPU(tensor.dataId);
  submit(backend);
  const data = gpu.tensorMap.get(tensor.dataId);
  data.values = null;
  gpu.queue.writeBuffer(data.resource!, 0, values);
}

/** Sends everything recorded so far to the GPU. tfjs submits by itself only every 15 of its own dispatches. */
export function submit(backend: WebGPUBackend): void {
  const gpu = internalsOf(backend);
  if (!gpu.commandEncoder) return;
  gpu.endComputePassEncoder();
  gpu.submitQueue();
}

/** Wraps an output of `dispatch` as a tensor of tfjs's engine, so that tidy and dispose see it. */
export function toTensor(info: TensorInfo): Tensor {
  return engine().makeTensorFromTensorInfo(info);
}
