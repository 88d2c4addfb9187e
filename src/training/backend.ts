// The core first: registering gradients reads flags that it defines.
import { ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import { PlaygroundError, describeError } from '../errors.ts';
import { openWebGPU } from '../kernels/webgpuBackend.ts';

/** The tfjs backends that can train. */
export type BackendName = 'webgpu' | 'webgl' | 'cpu';

/** The backend that training runs on, once open. */
export interface OpenBackend {
  readonly backend: BackendName;
  /** The adapter's own name; for WebGL and CPU, tfjs's backend. */
  readonly adapter: string;
  /** True when a WebGPU adapter computes on the CPU. */
  readonly software: boolean;
  /** Why it is not WebGPU and how to get it; null on WebGPU. */
  readonly advice: string | null;
  /** Resolves when the GPU device goes away, with the browser's reason; never on WebGL and CPU. */
  readonly lost: Promise<string>;
  /** Resolves when the device has done all that was submitted before the call. */
  readonly idle: () => Promise<void>;
}

const never = new Promise<string>(() => {});

async function openWithWebGPU(): Promise<OpenBackend> {
  const { device, adapter } = await openWebGPU();
  const lost = device.lost.then(({ reason, message }) => [reason, message].filter((part) => part && part !== 'unknown').join(': ') || 'no reason given');
  return { backend: 'webgpu', adapter: adapter.name, software: adapter.software, advice: null, lost, idle: () => device.queue.onSubmittedWorkDone() };
}

async function openFallback(name: 'webgl' | 'cpu', advice: string): Promise<OpenBackend | null> {
  if (!(await setBackend(name))) return null;
  await ready();
  return { backend: name, adapter: name === 'webgl' ? 'WebGL' : 'CPU', software: name === 'cpu', advice, lost: never, idle: async () => {} };
}

const adviceFor = (reason: string, name: string) =>
  `${reason} Training runs on ${name}, many times slower. For WebGPU use a current Chrome, Edge, Safari or Firefox over https or localhost, with hardware acceleration on.`;

/**
 * Opens the backend asked for. `auto` takes WebGPU and, where it is missing, WebGL and then the CPU, with advice on how to
 * get WebGPU. (tfjs's wasm backend has no gradients of convolutions, so it cannot train.)
 *
 * @throws PlaygroundError when the backend asked for cannot be had.
 */
export async function openBackend(wanted: BackendName | 'auto'): Promise<OpenBackend> {
  let reason = `The backend ${wanted} was asked for.`;
  if (wanted === 'webgpu') return openWithWebGPU();
  if (wanted === 'auto') {
    try {
      return await openWithWebGPU();
    } catch (error) {
      reason = describeError(error).message;
    }
  }
  const webgl = wanted === 'cpu' ? null : await openFallback('webgl', adviceFor(reason, 'WebGL'));
  const opened = webgl ?? (wanted === 'webgl' ? null : await openFallback('cpu', adviceFor(reason, 'the CPU')));
  if (!opened) throw new PlaygroundError(`TensorFlow.js could not open the backend ${wanted}.`, 'Choose another backend or update the browser.');
  return opened;
}
