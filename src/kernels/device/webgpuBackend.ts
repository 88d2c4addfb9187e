import { engine, env, findBackendFactory, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { PlaygroundError } from '../../errors.ts';
import { openDevice } from './webgpuAdapter.ts';
import type { AdapterDescription } from './webgpuAdapter.ts';

/** An active WebGPU backend with its device. */
export interface OpenWebGPU {
  readonly backend: WebGPUBackend;
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
}

/** Removing a backend that is not there would throw. */
function unregister(): void {
  if (findBackendFactory('webgpu')) removeBackend('webgpu');
}

/**
 * Makes tfjs's WebGPU backend on a device of our own, and activates it. tfjs's own factory neither null-checks the adapter
 * nor asks for `subgroups`, which the kernels share weights through.
 *
 * @throws PlaygroundError where there is no device (see `openDevice`) or tfjs refuses the backend.
 */
export async function openWebGPU(): Promise<OpenWebGPU> {
  const { device, description, info } = await openDevice();
  // Small operations would otherwise run on the host, off the recorded order and with an upload each.
  env().set('WEBGPU_CPU_FORWARD', false);
  const backend = new WebGPUBackend(device, info);
  unregister();
  registerBackend('webgpu', () => backend, 3);
  if (!(await setBackend('webgpu'))) {
    closeWebGPU(device);
    throw new PlaygroundError(`TensorFlow.js refused the WebGPU adapter "${description.name}".`, 'Update the browser, or continue on WebGL.');
  }
  return { backend, device, adapter: description };
}

/**
 * Gives up the WebGPU backend that is open, with its memory on the device; nothing where none is. Another backend must be set
 * before tfjs is used again.
 *
 * @param device gives up this one only, whether tfjs has taken it yet or not.
 */
export function closeWebGPU(device?: GPUDevice): void {
  const held: unknown = engine().registry['webgpu'];
  const open = held instanceof WebGPUBackend ? held.device : undefined;
  if (open && (!device || device === open)) unregister();
  (device ?? open)?.destroy();
}
