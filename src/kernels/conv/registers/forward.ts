import type { BatchKernel } from '../../device/dispatch.ts';
import { grid } from '../../wgsl/grid.ts';
import { moduleText } from '../../wgsl/module.ts';
import { loop, range } from '../../wgsl/text.ts';
import { correlate, declareSums } from '../parts/correlation.ts';
import { storeOutputs } from '../parts/outputs.ts';
import { rowsInBodyOf, tilesPerImage } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { convolvedSize } from '../shape.ts';
import type { ConvShape } from '../shape.ts';
import { tileAxis, tileKey } from '../parts/tile.ts';
import type { ConvTile } from '../parts/tile.ts';
import { locateTile, overKernelRows, readPatch } from './patch.ts';

/** Sets `bias<channel>` and `slope<channel>` of the tile's channels. */
const readChannels = ({ channels }: ConvTile): string[] =>
  range(channels).map((channel) => `let bias${channel} = bias[channel0 + ${channel}]; let slope${channel} = slope[channel0 + ${channel}];`);

function forwardCode(plan: TilePlan): string {
  const { shape, tile, subgroups } = plan;
  const { height, width, inChannels, outChannels, kernelHeight, kernelWidth } = shape;
  const source = readPatch(plan, { name: 'x', height, width, channels: inChannels }, 'inChannel');
  const perTap = inChannels * outChannels;
  const weight = {
    start: `kernelRow * ${kernelWidth * perTap} + inChannel * ${outChannels} + channel0`,
    stride: 1,
    tap: (i: number, j: number) => (i * kernelWidth + j) * perTap,
  };
  const perChannel = `f32, ${outChannels}`;
  return moduleText(
    {
      inputs: { x: 'f32', weights: `f32, ${kernelHeight * kernelWidth * perTap}`, bias: perChannel, slope: perChannel },
      outputs: { y: 'f32', z: 'f32' },
      workgroup: tile.workgroup,
      subgroups,
    },
    `let units = i32(arrayLength(&x)) / ${height * width * inChannels} * ${tilesPerImage(plan)};`,
    'let unit = min(index, units - 1);',
    locateTile(plan),
    `let channel0 = i32(group.z) * ${tile.channels};`,
    readChannels(tile),
    declareSums(plan, (channel) => `bias${channel}`),
    overKernelRows(plan, source.perKernelRow, loop('inChannel', inChannels, source.perChannel, correlate(plan, source.patch, weight))),
    'if (index >= units) { return; }',
    storeOutputs(plan),
  );
}

/** Tiles over the pixels of the convolution that the output shows. */
export function forwardPlan(shape: ConvShape, tile: ConvTile, subgroups: boolean): TilePlan {
  const extent = convolvedSize(shape);
  return {
    shape,
    tile,
    rows: tileAxis(0, tile.height, extent.height),
    columns: tileAxis(0, tile.width, extent.width),
    extent,
    rowsInBody: rowsInBodyOf(shape, tile),
    subgroups,
  };
}

/**
 * The forward pass in registers, see `forwardKernel`.
 *
 *     invocation = (image, tile of pixels, channels of a tile)
 *     for each kernel row (or all at once), for each input channel
 *       patch  <- the tile's pixels and their halo
 *       for each channel of the tile: sum[pixel] += patch * weights of the taps
 *     y, z <- PReLU and pooling of the sums
 */
export function forwardInRegisters(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  const plan = forwardPlan(shape, tile, subgroups);
  return {
    program: {
      key: `convForward/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return forwardCode(plan);
      },
    },
    workgroups: (batch) => grid(batch * tilesPerImage(plan), tile.workgroup, Math.ceil(shape.outChannels / tile.channels)),
  };
}
