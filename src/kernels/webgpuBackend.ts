import { env, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PlaygroundError } from '../errors.ts';

/** A WebGPU adapter as the page names it. */
export interface AdapterDescription {
  /** The adapter's own words: description, else vendor and architecture. */
  readonly name: string;
  /** True when the adapter computes on the CPU (SwiftShader, WARP, llvmpipe). */
  readonly software: boolean;
  /** True when quads of invocations can share values (feature `subgroups`). */
  readonly subgroups: boolean;
}

const softwareNames = /swiftshader|llvmpipe|warp|basic render|software/i;

function describe(adapter: GPUAdapter): AdapterDescription {
  const { description, vendor, architecture } = adapter.info;
  const name = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
  const software = adapter.info.isFallbackAdapter === true || softwareNames.test(`${description} ${vendor} ${architecture}`);
  return { name, software, subgroups: adapter.features.has('subgroups') };
}

/** An active WebGPU backend with its device. */
export interface OpenWebGPU {
  readonly backend: WebGPUBackend;
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
}

/** Asks for an adapter and its description; null where the browser has no WebGPU or finds no adapter. */
export async function requestAdapter(): Promise<{ adapter: GPUAdapter; description: AdapterDescription } | null> {
  if (typeof navigator === 'undefined' || !('gpu' in navigator) || !navigator.gpu) return null;
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  return adapter && { adapter, description: describe(adapter) };
}

/**
 * Makes tfjs's WebGPU backend on a device of our own, and activates it. tfjs's own factory neither null-checks the adapter
 * nor asks for `subgroups`, which the kernels share weights through.
 *
 * @throws PlaygroundError where there is no adapter or tfjs refuses the backend.
 */
export async function openWebGPU(): Promise<OpenWebGPU> {
  const found = await requestAdapter();
  if (!found) {
    throw new PlaygroundError(
      'This browser offers no WebGPU adapter.',
      'Use a current Chrome, Edge, Safari or Firefox with hardware acceleration on; without a GPU start Chrome with --enable-unsafe-webgpu --use-webgpu-adapter=swiftshader.',
    );
  }
  const { adapter, description } = found;
  const wanted: GPUFeatureName[] = ['timestamp-query', 'subgroups' as GPUFeatureName];
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });
  // Small operations would otherwise run on the host, off the recorded order and with an upload each.
  env().set('WEBGPU_CPU_FORWARD', false);
  const backend = new WebGPUBackend(device, adapter.info);
  removeBackend('webgpu');
  registerBackend('webgpu', () => backend, 3);
  if (!(await setBackend('webgpu'))) {
    throw new PlaygroundError(`TensorFlow.js refused the WebGPU adapter "${description.name}".`, 'Update the browser, or continue on WebGL.');
  }
  return { backend, device, adapter: description };
}
