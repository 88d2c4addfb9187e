// The core first: registering gradients reads flags that it defines.
import { ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import { PlaygroundError, describeError } from '../errors.ts';
import { setTileMode, tileModeName, tileModeOf } from '../kernels/tileChoice.ts';
import { chooseTileMode, tileModes } from '../kernels/tileTrial.ts';
import { openWebGPU } from '../kernels/webgpuBackend.ts';
import type { OpenWebGPU } from '../kernels/webgpuBackend.ts';
import { openTileMemory } from './tileMemory.ts';

/** The tfjs backends that can train. */
export type BackendName = 'webgpu' | 'webgl' | 'cpu';

/** The backend that training runs on, once open. */
export interface OpenBackend {
  readonly backend: BackendName;
  /** The adapter's own name; for WebGL and CPU, tfjs's backend. */
  readonly adapter: string;
  /** True when a WebGPU adapter computes on the CPU. */
  readonly software: boolean;
  /** How the kernels are tiled on WebGPU ("registers-subgroups", see `TileMode`); null elsewhere. */
  readonly tiles: string | null;
  /** Why it is not WebGPU and how to get it; null on WebGPU. */
  readonly advice: string | null;
  /** Resolves when the GPU device goes away, with the browser's reason; never on WebGL and CPU. */
  readonly lost: Promise<string>;
  /** Resolves when the device has done all that was submitted before the call. */
  readonly idle: () => Promise<void>;
}

const never = new Promise<string>(() => {});

function forceTiles(device: GPUDevice, software: boolean, name: string): void {
  const modes = tileModes(device, software);
  const mode = modes.find((offered) => tileModeName(offered) === name);
  if (!mode) throw new PlaygroundError(`Tiles "${name}" are not offered by this adapter.`, `Use measured, ${modes.map(tileModeName).join(', ')}; in the page, behind ?tiles= in the address.`);
  setTileMode(device, mode, { tiered: software });
}

async function withTiles({ device, adapter }: OpenWebGPU, tiles: string): Promise<OpenBackend> {
  if (tiles === 'measured') await chooseTileMode(device, adapter.software, await openTileMemory(adapter.name));
  else forceTiles(device, adapter.software, tiles);
  const lost = device.lost.then(({ reason, message }) => [reason, message].filter((part) => part && part !== 'unknown').join(': ') || 'no reason given');
  return {
    backend: 'webgpu',
    adapter: adapter.name,
    software: adapter.software,
    tiles: tileModeName(tileModeOf(device)),
    advice: null,
    lost,
    idle: () => device.queue.onSubmittedWorkDone(),
  };
}

async function openFallback(name: 'webgl' | 'cpu', advice: string): Promise<OpenBackend | null> {
  if (!(await setBackend(name))) return null;
  await ready();
  return { backend: name, adapter: name === 'webgl' ? 'WebGL' : 'CPU', software: name === 'cpu', tiles: null, advice, lost: never, idle: async () => {} };
}

const adviceFor = (reason: string, name: string) =>
  `${reason} Training runs on ${name}, many times slower. For WebGPU use a current Chrome, Edge, Safari or Firefox over https or localhost, with hardware acceleration on.`;

/**
 * Opens the backend asked for. `auto` takes WebGPU and, where it is missing, WebGL and then the CPU, with advice on how to
 * get WebGPU. (tfjs's wasm backend has no gradients of convolutions, so it cannot train.)
 *
 * @param tiles on WebGPU: `measured` runs a short trial, once per adapter and browser; else a mode by name (`TileMode`).
 * @throws PlaygroundError when the backend asked for cannot be had, or the adapter does not offer the tiles.
 */
export async function openBackend(wanted: BackendName | 'auto', tiles = 'measured'): Promise<OpenBackend> {
  let reason = `The backend ${wanted} was asked for.`;
  if (wanted === 'webgpu') return withTiles(await openWebGPU(), tiles);
  if (wanted === 'auto') {
    const gpu = await openWebGPU().catch((error: unknown) => {
      reason = describeError(error).message;
      return null;
    });
    if (gpu) return withTiles(gpu, tiles);
  }
  const webgl = wanted === 'cpu' ? null : await openFallback('webgl', adviceFor(reason, 'WebGL'));
  const opened = webgl ?? (wanted === 'webgl' ? null : await openFallback('cpu', adviceFor(reason, 'the CPU')));
  if (!opened) throw new PlaygroundError(`TensorFlow.js could not open the backend ${wanted}.`, 'Choose another backend or update the browser.');
  return opened;
}
