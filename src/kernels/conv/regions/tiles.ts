import { range } from '../../wgsl/text.ts';
import { convolvedSize } from '../shape.ts';
import type { ConvShape, Size } from '../shape.ts';
import type { ConvTile, RegionSpec } from '../parts/tile.ts';
import { correlationMemory, correlationWorkgroup } from './correlation.ts';
import { filterMemory } from './filterGradient.ts';

/** Floats of shared memory that every WebGPU device offers a workgroup (16,384 bytes). */
const sharedFloats = 4096;
/** Invocations that every WebGPU device allows in a workgroup. */
const largestWorkgroup = 256;
const mostDepth = 16;

/** Pixels and channels of one invocation. */
type Own = readonly [height: number, width: number, channels: number];

// What an invocation owns, the likeliest choice first. Pooling needs even sides.
const correlationTiles: readonly Own[] = [
  [2, 2, 4],
  [2, 2, 8],
  [2, 4, 4],
];
const filterTiles: readonly Own[] = [
  [2, 2, 4],
  [2, 4, 4],
  [2, 4, 2],
];

const totalOf = (parts: Readonly<Record<string, number>>): number => Object.values(parts).reduce((sum, part) => sum + part, 0);

/** The largest of `values` for which `fits`, or undefined. */
const largest = (values: readonly number[], fits: (value: number) => boolean): number | undefined => values.findLast(fits);

/** Region of as many whole rows of tiles as `fits` allows, else part of a row. */
function regionOf(extent: Size, [height, width]: Own, fits: (rows: number, columns: number) => boolean): { rows: number; columns: number } | null {
  const [mostRows, mostColumns] = [Math.ceil(extent.height / height), Math.ceil(extent.width / width)];
  const rows = largest(range(mostRows).map((more) => more + 1), (count) => fits(count, mostColumns));
  if (rows !== undefined) return { rows, columns: mostColumns };
  const columns = largest(range(mostColumns).map((more) => more + 1), (count) => fits(1, count));
  return columns === undefined ? null : { rows: 1, columns };
}

function correlationTile(shape: ConvShape, extent: Size, sourceChannels: number, madeChannels: number, own: Own): ConvTile | null {
  const [height, width, channels] = own;
  const tile = { height, width, channels, kernelRows: shape.kernelHeight * shape.kernelWidth > 9 ? 'one' : 'all' } as const;
  const depths = range(Math.min(sourceChannels, mostDepth)).map((fewer) => fewer + 1).filter((depth) => sourceChannels % depth === 0);
  // All channels in one workgroup if they fit: its pixels are then brought in once.
  for (let groups = Math.min(Math.ceil(madeChannels / channels), 16); groups >= 1; groups = Math.floor(groups / 2)) {
    const fits = (spec: RegionSpec) =>
      correlationWorkgroup(spec) <= largestWorkgroup && totalOf(correlationMemory(shape, { ...tile, workgroup: 0 }, spec)) <= sharedFloats;
    const region = regionOf(extent, own, (rows, columns) => fits({ rows, columns, groups, depth: 1 }));
    if (!region) continue;
    const depth = largest(depths, (most) => fits({ ...region, groups, depth: most })) ?? 1;
    const spec = { ...region, groups, depth };
    return { ...tile, workgroup: correlationWorkgroup(spec), region: spec };
  }
  return null;
}

function filterTile(shape: ConvShape, own: Own): ConvTile | null {
  const [height, width, channels] = own;
  const depth = Math.min(shape.inChannels, 8);
  const kernelRows = shape.kernelHeight * shape.kernelWidth > 9 ? 'one' : 'all';
  const rowGroups = kernelRows === 'one' ? shape.kernelHeight : 1;
  for (let groups = Math.min(Math.ceil(shape.outChannels / channels), 8); groups >= 1; groups = Math.floor(groups / 2)) {
    if (depth * groups * rowGroups > largestWorkgroup) continue;
    const tile = { height, width, channels, kernelRows, workgroup: Math.max(128, depth * groups * rowGroups) } as const;
    const fits = (rows: number, columns: number) => totalOf(filterMemory(shape, tile, { rows, columns, groups, depth })) <= sharedFloats;
    const region = regionOf(convolvedSize(shape), own, fits);
    if (region) return { ...tile, region: { ...region, groups, depth } };
  }
  return null;
}

/** The tiles that a GPU may want for each kernel of a block, the likeliest first; at least one each. */
export interface TileCandidates {
  readonly forward: readonly ConvTile[];
  readonly inputGradient: readonly ConvTile[];
  readonly filterGradient: readonly ConvTile[];
}

/**
 * Regions in shared memory, up to 256 invocations, within the limits that every WebGPU device has. A kernel
 * whose weights fit in no shared memory (above about 60x60 taps) has none.
 */
export function tilesInRegions(shape: ConvShape): TileCandidates {
  const present = (tiles: readonly (ConvTile | null)[]) => tiles.filter((tile) => tile !== null);
  const convolved = convolvedSize(shape);
  return {
    forward: present(correlationTiles.map((own) => correlationTile(shape, convolved, shape.inChannels, shape.outChannels, own))),
    inputGradient: present(correlationTiles.map((own) => correlationTile(shape, shape, shape.outChannels, shape.inChannels, own))),
    filterGradient: present(filterTiles.map((own) => filterTile(shape, own))),
  };
}

/** Invocations that sum a channel: a GPU wants thousands at work. */
export const channelSharesInRegions = 256;
