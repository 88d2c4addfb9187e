import type { ConvShape } from './convShape.ts';
import type { ConvTile, ConvVariant } from './convTile.ts';
import { convolvedSize } from './convTile.ts';

/** Products in a loop body beyond which SwiftShader compiles for seconds and the code gets slower. */
const largestBody = 2600;

const even = (size: number): number => 2 * Math.ceil(size / 2);

/** Largest width up to `most` that covers `extent` in equal tiles, even where windows are pooled. */
function tileWidth(extent: number, most: number, pooled: boolean): number {
  const tiles = Math.ceil(extent / most);
  const width = Math.ceil(extent / tiles);
  return pooled ? even(width) : width;
}

const channelTile = (channels: number, most: number): number => Math.min(most, 2 ** Math.ceil(Math.log2(channels)));

/** A tile for the forward pass and the input gradient: as wide as the image allows, two rows high where that is not too much. */
function correlationTile(shape: ConvShape, height: number, width: number, channels: number): ConvTile {
  const taps = shape.kernelHeight * shape.kernelWidth;
  const kernelRows = taps > 9 ? 'one' : 'all';
  const tapsInBody = kernelRows === 'one' ? shape.kernelWidth : taps;
  const tileChannels = channelTile(channels, 8);
  const rows = Math.min(2, height);
  const tile = { height: shape.pool ? 2 : rows, width: tileWidth(width, 16, shape.pool), channels: tileChannels };
  const wholeImage = even(height) * even(width) * tileChannels * tapsInBody;
  if (wholeImage <= largestBody) {
    return { height: shape.pool ? even(height) : height, width: shape.pool ? even(width) : width, channels: tileChannels, kernelRows, workgroup: 8 };
  }
  return { ...tile, kernelRows, workgroup: 16 };
}

/**
 * Tiles for adapters that compute on a CPU (SwiftShader): large register tiles and no workgroup memory, since there a
 * load costs as much as ten to twenty multiply-adds.
 */
export function cpuVariant(shape: ConvShape, subgroups: boolean): ConvVariant {
  const taps = shape.kernelHeight * shape.kernelWidth;
  const computed = convolvedSize(shape);
  const evenStart = shape.pool ? (shape.kernelWidth >> 1) % 2 : 0;
  const lanesOverInputs = shape.inChannels > 2;
  return {
    subgroups,
    forward: correlationTile(shape, computed.height, computed.width, shape.outChannels),
    inputGradient: correlationTile(shape, shape.height, shape.width + evenStart, shape.inChannels),
    filterGradient: {
      height: shape.pool ? 2 : Math.min(2, shape.height),
      width: shape.pool ? 2 : Math.min(2, shape.width),
      channels: lanesOverInputs ? channelTile(shape.outChannels, 16) : channelTile(Math.ceil(shape.outChannels / 4), 8),
      kernelRows: taps > 9 ? 'one' : 'all',
      workgroup: 4,
    },
  };
}
