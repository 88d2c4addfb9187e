import { gpuTiles } from '../conv/regions/tiles.ts';
import type { ConvShape } from '../conv/shape.ts';
import type { ConvVariant } from '../conv/tile.ts';
import { cpuVariant, quickVariant } from '../conv/registers/tiles.ts';

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
 * Which programs run. `quick` ones compile in a fraction of the time and give the same results to the bit; `full` ones run
 * faster. Only tiles in registers have quick ones.
 */
export type TileTier = 'quick' | 'full';

interface DeviceTiles {
  readonly mode: TileMode;
  readonly tiered: boolean;
  tier: TileTier;
  readonly memory: TileMemory;
  /** Shapes that convolution blocks asked for, by key. */
  readonly asked: Map<string, ConvShape>;
  /** What a trial chose. */
  readonly chosen: Map<string, ConvVariant>;
}

const tilesOf = new WeakMap<GPUDevice, DeviceTiles>();

function deviceTiles(device: GPUDevice): DeviceTiles {
  if (!tilesOf.has(device)) setTileMode(device, { family: 'registers', subgroups: device.features.has('subgroups') });
  return tilesOf.get(device)!;
}

/** A shape in a key. */
export const shapeKey = (shape: ConvShape): string => Object.values(shape).join('/');

/** How a device is tiled, beside the mode. */
export interface TileOptions {
  readonly memory?: TileMemory;
  /** Whether training may start with quick programs while full ones compile: where compiling takes seconds. */
  readonly tiered?: boolean;
}

/** Sets how all kernels of a device are tiled from now on, and forgets what was chosen for single shapes. */
export function setTileMode(device: GPUDevice, mode: TileMode, { memory = briefMemory(), tiered = false }: TileOptions = {}): void {
  tilesOf.set(device, { mode, memory, tiered: tiered && mode.family === 'registers', tier: 'full', asked: new Map(), chosen: new Map() });
}

/** Whether a device has quick programs. */
export const isTiered = (device: GPUDevice): boolean => deviceTiles(device).tiered;

/** Which programs ops run. */
export const tileTierOf = (device: GPUDevice): TileTier => deviceTiles(device).tier;

/** Sets which programs ops run from now on. */
export function setTileTier(device: GPUDevice, tier: TileTier): void {
  deviceTiles(device).tier = tier;
}

/** How the kernels of a device are tiled: as set, else in registers. */
export const tileModeOf = (device: GPUDevice): TileMode => deviceTiles(device).mode;

/** Where a device's trials are remembered. */
export const tileMemoryOf = (device: GPUDevice): TileMemory => deviceTiles(device).memory;

/** Shapes that blocks asked for since the mode was set, and that no trial has decided. */
export function undecidedShapes(device: GPUDevice): ConvShape[] {
  const { asked, chosen } = deviceTiles(device);
  return [...asked].flatMap(([key, shape]) => (chosen.has(key) ? [] : shape));
}

/** Fixes the tiles of one shape. */
export function setVariant(device: GPUDevice, shape: ConvShape, variant: ConvVariant): void {
  deviceTiles(device).chosen.set(shapeKey(shape), variant);
}

/** The tiles of dense layers: large in registers, unless programs are to compile quickly. */
export function denseTilesOf(device: GPUDevice): 'small' | 'large' {
  const { mode, tier } = deviceTiles(device);
  return mode.family === 'registers' && tier === 'full' ? 'large' : 'small';
}

/** Invocations that sum a channel on a GPU: it wants thousands at work. */
export const gpuChannelShares = 256;

function defaultVariant(shape: ConvShape, { family, subgroups }: TileMode): ConvVariant {
  const registers = cpuVariant(shape, subgroups);
  if (family === 'registers') return registers;
  const { forward, inputGradient, filterGradient } = gpuTiles(shape);
  return {
    subgroups,
    channelShares: gpuChannelShares,
    forward: forward[0] ?? registers.forward,
    inputGradient: inputGradient[0] ?? registers.inputGradient,
    filterGradient: filterGradient[0] ?? registers.filterGradient,
  };
}

/** The tiles of a block of this shape on this device: as a trial chose them, else the likeliest of the device's mode. */
export function variantOf(device: GPUDevice, shape: ConvShape): ConvVariant {
  const { mode, tier, asked, chosen } = deviceTiles(device);
  const key = shapeKey(shape);
  asked.set(key, shape);
  const full = chosen.get(key) ?? defaultVariant(shape, mode);
  return tier === 'quick' ? quickVariant(full) : full;
}
