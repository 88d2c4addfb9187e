/**
 * How kernels are tiled on a device. `registers`: each invocation owns a large tile and loads for itself, which suits
 * adapters that compute on a CPU. `regions`: workgroups share memory and each invocation owns little, for GPUs. With
 * `subgroups`, four neighbours share loads (device feature `subgroups`).
 */
export interface TileMode {
  readonly family: 'registers' | 'regions';
  readonly subgroups: boolean;
}

/** A mode in one word: `registers`, `registers-subgroups`, `regions` or `regions-subgroups`. */
export const tileModeName = ({ family, subgroups }: TileMode): string => (subgroups ? `${family}-subgroups` : family);

/** Answers of earlier trials on the same adapter in the same browser. */
export interface TileMemory {
  recall(question: string): string | undefined;
  keep(question: string, answer: string): void;
}

/** A memory that lasts as long as the page. */
export function briefMemory(answers = new Map<string, string>()): TileMemory {
  return { recall: (question) => answers.get(question), keep: (question, answer) => void answers.set(question, answer) };
}

/**
 * Which programs run. `quick` ones compile in a fraction of the time and, on the software adapters that start with them, give the
 * same results to the bit; `full` ones run faster. Only tiles in registers have quick ones.
 */
export type TileTier = 'quick' | 'full';

/** How a device is tiled: another object each time that the mode is set, so that choices can be kept by it. */
export interface DeviceTiles {
  readonly mode: TileMode;
  readonly tiered: boolean;
  readonly tier: TileTier;
  readonly memory: TileMemory;
}

interface HeldTiles extends DeviceTiles {
  tier: TileTier;
}

const tilesOf = new WeakMap<GPUDevice, HeldTiles>();

function heldTiles(device: GPUDevice): HeldTiles {
  if (!tilesOf.has(device)) setTileMode(device, { family: 'registers', subgroups: device.features.has('subgroups') });
  return tilesOf.get(device)!;
}

/** How a device is tiled: as set, else in registers. */
export const tilesOfDevice = (device: GPUDevice): DeviceTiles => heldTiles(device);

/** How a device is tiled, beside the mode. */
export interface TileOptions {
  readonly memory?: TileMemory;
  /** Whether training may start with quick programs while full ones compile: where compiling takes seconds. */
  readonly tiered?: boolean;
}

/** Sets how all kernels of a device are tiled from now on, and forgets what was chosen for single shapes. */
export function setTileMode(device: GPUDevice, mode: TileMode, { memory = briefMemory(), tiered = false }: TileOptions = {}): void {
  tilesOf.set(device, { mode, memory, tiered: tiered && mode.family === 'registers', tier: 'full' });
}

/** Whether a device has quick programs. */
export const isTiered = (device: GPUDevice): boolean => tilesOfDevice(device).tiered;

/** Which programs ops run. */
export const tileTierOf = (device: GPUDevice): TileTier => tilesOfDevice(device).tier;

/** Sets which programs ops run from now on. */
export function setTileTier(device: GPUDevice, tier: TileTier): void {
  heldTiles(device).tier = tier;
}

/** How the kernels of a device are tiled: as set, else in registers. */
export const tileModeOf = (device: GPUDevice): TileMode => tilesOfDevice(device).mode;

/** Where a device's trials are remembered. */
export const tileMemoryOf = (device: GPUDevice): TileMemory => tilesOfDevice(device).memory;
