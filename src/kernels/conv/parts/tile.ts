import type { BatchKernel } from '../../device/dispatch.ts';
import type { ConvShape } from '../shape.ts';

/**
 * What one invocation of a convolution kernel owns in registers: a tile of `height` x `width` pixels of the convolution
 * times `channels` of them. Where the block pools, height and width are even.
 */
export interface ConvTile {
  readonly height: number;
  readonly width: number;
  /** Of the channels the kernel makes. Lanes of a quad share weights four channels at a time, so multiples of 4 are best. */
  readonly channels: number;
  /** Kernel rows written out in the loop's body; with `one`, a loop runs over them (large kernels: text and compile time). */
  readonly kernelRows: 'all' | 'one';
  /** Invocations of a workgroup, a multiple of 4. */
  readonly workgroup: number;
  /** Where given, the workgroup first brings what its invocations read into shared memory; without, each loads for itself. */
  readonly region?: RegionSpec;
}

/** The region of an image that a workgroup computes together, and what it holds in shared memory. */
export interface RegionSpec {
  /** Tiles of the region along each axis. */
  readonly rows: number;
  readonly columns: number;
  /** Groups of `channels` made channels that the workgroup computes. */
  readonly groups: number;
  /** Input channels held at a time; of the filter gradient, input channels that the workgroup computes. */
  readonly depth: number;
}

/** The tile of each of a block's three large kernels, how their lanes cooperate, and how finely sums are shared out. */
export interface ConvVariant {
  /** Lanes of a quad share loads through `quadBroadcast`; needs the device feature `subgroups`. */
  readonly subgroups: boolean;
  readonly forward: ConvTile;
  readonly inputGradient: ConvTile;
  readonly filterGradient: ConvTile;
  /** Invocations that share the sum of a channel's bias and slope gradients. */
  readonly channelShares: number;
}

/** The filter gradient's kernel, and the number of partial sums it makes. */
export interface FilterGradientKernel extends BatchKernel {
  shares(batch: number): number;
}

/** Tiles along one axis of an image: tile i starts at pixel `first + i * size`. */
export interface TileAxis {
  readonly first: number;
  readonly size: number;
  readonly count: number;
}

/** Tiles of `size` that cover the pixels `first` (0 or negative) to `extent - 1`. */
export const tileAxis = (first: number, size: number, extent: number): TileAxis => ({ first, size, count: Math.ceil((extent - first) / size) });

/**
 * Whether the pixel at `offset` from a tile's start lies within an axis of `extent` pixels: for every tile, for none, or
 * for some. `slack` is how much further a loop may move it.
 */
export function reach(axis: TileAxis, offset: number, extent: number, slack = 0): 'inside' | 'outside' | 'either' {
  const lowest = axis.first + offset;
  const highest = lowest + (axis.count - 1) * axis.size + slack;
  if (lowest >= 0 && highest < extent) return 'inside';
  return highest < 0 || lowest >= extent ? 'outside' : 'either';
}

/** Names of a tile and flags for a program's key. */
export const tileKey = (shape: ConvShape, tile: ConvTile, subgroups: boolean): string =>
  [
    `${shape.height}x${shape.width}x${shape.inChannels}`,
    `${shape.kernelHeight}x${shape.kernelWidth}`,
    `${shape.outChannels}${shape.pool ? 'pool' : ''}`,
    `tile${tile.height}x${tile.width}x${tile.channels}`,
    `${tile.kernelRows}${tile.workgroup}${subgroups ? 'quads' : ''}`,
    ...(tile.region ? [`region${Object.values(tile.region).join('x')}`] : []),
  ].join('/');
