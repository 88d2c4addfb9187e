// The core first: registering gradients reads flags that it defines.
import { ready, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import { DeviceLostError, PlaygroundError, describeError } from '../../errors.ts';
import { setTileMode, tileModeName, tileModeOf } from '../../kernels/device/tileMode.ts';
import type { TileMemory } from '../../kernels/device/tileMode.ts';
import { chooseTileMode, tileModes } from '../../kernels/tiling/trial.ts';
import { closeWebGPU, openWebGPU } from '../../kernels/device/webgpuBackend.ts';
import type { OpenWebGPU } from '../../kernels/device/webgpuBackend.ts';
import { backends } from '../catalog.ts';
import type { BackendName } from '../catalog.ts';
import { measureClock } from './deviceClock.ts';
import { openTileMemory } from './tileMemory.ts';
import { forgetLostWebGL, idleWebGL, webglLost } from './webglContext.ts';
import { webglTrainsRight } from './webglPrecision.ts';

/** What computes, as a person is told. */
export interface BackendInfo {
  readonly backend: BackendName;
  /** The adapter's own name; for WebGL and CPU, tfjs's backend. */
  readonly adapter: string;
  /** True when a WebGPU adapter computes on the CPU. */
  readonly software: boolean;
  /** How the kernels are tiled on WebGPU ("registers-subgroups", see `TileMode`); null elsewhere. */
  readonly tiles: string | null;
  /** Why it is not WebGPU and how to get it; null on WebGPU. */
  readonly advice: string | null;
}

/** The backend that training runs on, once open. */
export interface OpenBackend extends BackendInfo {
  /** How late the browser tells finished work, in milliseconds (see `measureClock`); 0 on WebGL and CPU. */
  readonly clockMs: number;
  /** Resolves when the GPU device or WebGL's context goes away, with the browser's reason; never on the CPU. */
  readonly lost: Promise<string>;
  /** Resolves when the device has done all that was submitted before the call. */
  readonly idle: () => Promise<void>;
  /** Gives the device back with its memory; `lost` then resolves too. Nothing on WebGL and CPU. */
  readonly close: () => void;
}

/** What is known before a backend is opened. */
export interface OpeningOptions {
  /** Backends that were tried and could not train. */
  readonly not?: readonly BackendName[];
  /** Why, in a sentence for the advice; empty where none was. */
  readonly because?: string;
}

/** Tiles asked for by name that cannot be had: no reason to take another backend. */
class TilesRefused extends PlaygroundError {}

type Opened = Omit<OpenBackend, 'advice'>;

/** How often WebGPU is opened when its device goes away in the opening. */
const openings = 2;

const never = new Promise<string>(() => {});

const wordsOf = ({ reason, message }: GPUDeviceLostInfo) => [reason, message].filter((part) => part && part !== 'unknown').join(': ') || 'no reason given';

function forceTiles(device: GPUDevice, software: boolean, name: string, memory: TileMemory): void {
  const modes = tileModes(device, software);
  const mode = modes.find((offered) => tileModeName(offered) === name);
  if (!mode) throw new TilesRefused(`Tiles "${name}" are not offered by this adapter.`, `Use measured, ${modes.map(tileModeName).join(', ')}; in the page, behind ?tiles= in the address.`);
  setTileMode(device, mode, { memory, tiered: software });
}

async function withTiles({ device, adapter }: OpenWebGPU, tiles: string): Promise<Opened> {
  const memory = await openTileMemory(adapter.name);
  if (tiles === 'measured') await chooseTileMode(device, adapter.software, memory);
  else forceTiles(device, adapter.software, tiles, memory);
  return {
    backend: 'webgpu',
    adapter: adapter.name,
    software: adapter.software,
    tiles: tileModeName(tileModeOf(device)),
    clockMs: await measureClock(device),
    lost: device.lost.then(wordsOf),
    idle: () => device.queue.onSubmittedWorkDone(),
    close: () => closeWebGPU(device),
  };
}

async function openWebGPUOnce(tiles: string): Promise<Opened> {
  const gpu = await openWebGPU();
  const lost = gpu.device.lost.then((info): never => {
    throw new DeviceLostError(`The GPU device was lost while it was opened (${wordsOf(info)}).`, 'Restart the browser.');
  });
  try {
    return await Promise.race([withTiles(gpu, tiles), lost]);
  } catch (error) {
    closeWebGPU(gpu.device);
    throw error;
  }
}

async function openOnWebGPU(tiles: string): Promise<Opened> {
  for (let opening = 1; ; opening++) {
    try {
      return await openWebGPUOnce(tiles);
    } catch (error) {
      if (!(error instanceof DeviceLostError) || opening === openings) throw error;
    }
  }
}

async function openPlain(name: 'webgl' | 'cpu'): Promise<Opened> {
  const { label } = backends[name];
  const refused = (why: string) => new PlaygroundError(`TensorFlow.js could not open ${label}${why}.`, 'Update the browser or take another one.');
  const opened = await setBackend(name).catch((error: unknown) => {
    throw refused(` (${describeError(error).message})`);
  });
  if (!opened) throw refused('');
  await ready();
  return { backend: name, adapter: label, software: name === 'cpu', tiles: null, clockMs: 0, lost: never, idle: async () => {}, close: () => {} };
}

async function openWebGL(): Promise<Opened> {
  forgetLostWebGL();
  const opened = { ...(await openPlain('webgl')), lost: webglLost(), idle: idleWebGL };
  if (await webglTrainsRight()) return opened;
  throw new PlaygroundError('WebGL computes in half precision here, too coarse to train with.', 'Take another backend or browser.');
}

const openers: Record<BackendName, (tiles: string) => Promise<Opened>> = {
  webgpu: openOnWebGPU,
  webgl: openWebGL,
  cpu: () => openPlain('cpu'),
};

/** The best first. */
const order = Object.keys(backends) as BackendName[];

function adviceFor(reasons: readonly string[], name: BackendName, refused: boolean): string | null {
  if (name === 'webgpu') return null;
  const cure = refused
    ? 'For WebGPU update the browser and the graphics driver.'
    : 'For WebGPU use a current Chrome, Edge, Safari or Firefox over https or localhost, with hardware acceleration on.';
  return `${reasons.join(' ')} Training runs on ${name === 'cpu' ? 'the CPU' : backends[name].label}, many times slower. ${cure}`;
}

/**
 * Opens the backend asked for. `auto` takes WebGPU and, whatever goes wrong in opening it, WebGL and then the CPU, with advice
 * that names the reason and how to get WebGPU. (tfjs's wasm backend has no gradients of convolutions, so it cannot train.) A WebGPU device that was open before is given back first.
 *
 * @param tiles on WebGPU: `measured` runs a short trial, once per adapter and browser; else a mode by name (`TileMode`).
 * @param options backends not to take, after they turned out not to train.
 * @throws PlaygroundError when the backend asked for cannot be had, or the adapter does not offer the tiles.
 */
export async function openBackend(wanted: BackendName | 'auto', tiles = 'measured', { not = [], because = '' }: OpeningOptions = {}): Promise<OpenBackend> {
  const reasons = because ? [because] : wanted === 'auto' ? [] : [`The backend ${wanted} was asked for.`];
  closeWebGPU();
  for (const name of order) {
    if (not.includes(name) || (wanted !== 'auto' && wanted !== name)) continue;
    try {
      return { ...(await openers[name](tiles)), advice: adviceFor(reasons, name, because !== '') };
    } catch (error) {
      if (wanted !== 'auto' || error instanceof TilesRefused) throw error;
      reasons.push(describeError(error).message);
    }
  }
  throw new PlaygroundError(
    wanted === 'auto' ? `No backend can train here. ${reasons.join(' ')}` : `${because} The address asks for the backend ${wanted} and no other.`.trim(),
    wanted === 'auto' ? 'Update the browser or take another one.' : 'Remove ?backend= from the address.',
  );
}
