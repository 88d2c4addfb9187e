import { tilesOfDevice } from '../device/tileMode.ts';
import type { DeviceTiles, TileMode } from '../device/tileMode.ts';
import { channelSharesInRegions, tilesInRegions } from './regions/tiles.ts';
import { quickVariant, variantInRegisters } from './registers/tiles.ts';
import type { ConvShape } from './shape.ts';
import type { ConvVariant } from './parts/tile.ts';

/** A shape in a key. */
export const shapeKey = (shape: ConvShape): string => Object.values(shape).join('/');

interface Choices {
  /** Shapes that blocks asked for, by key. */
  readonly asked: Map<string, ConvShape>;
  /** What a trial chose. */
  readonly chosen: Map<string, ConvVariant>;
}

const choices = new WeakMap<DeviceTiles, Choices>();

function choicesOf(tiles: DeviceTiles): Choices {
  let held = choices.get(tiles);
  if (!held) choices.set(tiles, (held = { asked: new Map(), chosen: new Map() }));
  return held;
}

/** Shapes that blocks asked for since the device's mode was set, and that no trial has decided. */
export function undecidedShapes(device: GPUDevice): ConvShape[] {
  const { asked, chosen } = choicesOf(tilesOfDevice(device));
  return [...asked].flatMap(([key, shape]) => (chosen.has(key) ? [] : shape));
}

/** Fixes the tiles of one shape, until the device's mode is set anew. */
export function setVariant(device: GPUDevice, shape: ConvShape, variant: ConvVariant): void {
  choicesOf(tilesOfDevice(device)).chosen.set(shapeKey(shape), variant);
}

function defaultVariant(shape: ConvShape, { family, subgroups }: TileMode): ConvVariant {
  const registers = variantInRegisters(shape, subgroups);
  if (family === 'registers') return registers;
  const { forward, inputGradient, filterGradient } = tilesInRegions(shape);
  return {
    subgroups,
    channelShares: channelSharesInRegions,
    forward: forward[0] ?? registers.forward,
    inputGradient: inputGradient[0] ?? registers.inputGradient,
    filterGradient: filterGradient[0] ?? registers.filterGradient,
  };
}

/** The tiles of a block of this shape on this device: as a trial chose them, else the likeliest of the device's mode. */
export function variantOf(device: GPUDevice, shape: ConvShape): ConvVariant {
  const tiles = tilesOfDevice(device);
  const { asked, chosen } = choicesOf(tiles);
  const key = shapeKey(shape);
  asked.set(key, shape);
  const full = chosen.get(key) ?? defaultVariant(shape, tiles.mode);
  return tiles.tier === 'quick' ? quickVariant(full) : full;
}
