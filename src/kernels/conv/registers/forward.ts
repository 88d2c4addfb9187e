import { allOf, correlate, declareSums, locateTile, overKernelRows, pixelsOf, readPatch, rowsInBodyOf, tilesPerImage } from '../correlation.ts';
import type { TilePlan } from '../correlation.ts';
import { poolWindow } from '../pool.ts';
import { correlateStaged, correlationArrays, correlationWorkgroup, loadInput, regionsPerImage, stagedPlan } from '../regions/correlation.ts';
import type { ConvShape } from '../shape.ts';
import { outputSize } from '../shape.ts';
import type { ConvTile, Staging } from '../tile.ts';
import { convolvedSize, reach, tileAxis, tileKey } from '../tile.ts';
import { grid } from '../../wgsl/grid.ts';
import { moduleText } from '../../wgsl/module.ts';
import { lines, loop, range } from '../../wgsl/text.ts';
import type { BatchKernel } from '../../device/dispatch.ts';

/** Stores the outputs of all channels for the tile's pixel (row, column), or the window that begins there. */
function storeOutput({ shape, tile, rows, columns, extent }: TilePlan, row: number, column: number): string {
  const { outChannels, pool } = shape;
  const size = outputSize(shape);
  const step = pool ? 2 : 1;
  const inside = allOf(
    reach(rows, row, extent.height) === 'inside' ? '' : `outRow < ${size.height}`,
    reach(columns, column, extent.width) === 'inside' ? '' : `outColumn < ${size.width}`,
  );
  const storeChannel = (channel: number): string => {
    const sum = (dy: number, dx: number) => `sum${channel}_${row + dy}_${column + dx}`;
    const activate = pool
      ? [`let z0 = ${sum(0, 0)}; let z1 = ${sum(0, 1)}; let z2 = ${sum(1, 0)}; let z3 = ${sum(1, 1)};`, poolWindow(`slope${channel}`)]
      : [`let before = ${sum(0, 0)};`, `let activated = select(slope${channel} * before, before, before > 0.0);`];
    return lines(
      outChannels % tile.channels === 0 ? '{' : `if (channel0 + ${channel} < ${outChannels}) {`,
      activate,
      `y[at + ${channel}] = activated; z[at + ${channel}] = before;`,
      '}',
    );
  };
  return lines(
    '{',
    `let outRow = (row0 + ${row}) / ${step}; let outColumn = (column0 + ${column}) / ${step};`,
    inside ? `if (${inside}) {` : '{',
    `let at = ((image * ${size.height} + outRow) * ${size.width} + outColumn) * ${outChannels} + channel0;`,
    range(tile.channels).map(storeChannel),
    '}',
    '}',
  );
}

/** Stores the outputs of all the tile's pixels, or windows. */
function storeOutputs(plan: TilePlan): string[] {
  const step = plan.shape.pool ? 2 : 1;
  return pixelsOf(plan).flatMap(({ row, column }) => (row % step || column % step ? [] : storeOutput(plan, row, column)));
}

/** Sets `bias<channel>` and `slope<channel>` of the tile's channels. */
const readChannels = ({ channels }: ConvTile): string[] =>
  range(channels).map((channel) => `let bias${channel} = bias[channel0 + ${channel}]; let slope${channel} = slope[channel0 + ${channel}];`);

const outputs = { y: 'f32', z: 'f32' };

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
      outputs,
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

function stagedForward(shape: ConvShape, tile: ConvTile, staging: Staging, subgroups: boolean): BatchKernel {
  const { plan, region } = stagedPlan(shape, tile, staging, convolvedSize(shape), subgroups);
  const { height, width, inChannels, outChannels, kernelWidth } = shape;
  return {
    program: {
      key: `convForward/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return moduleText(
          { inputs: { x: 'f32', filterValues: 'f32', bias: 'f32', slope: 'f32' }, outputs, shared: correlationArrays(shape, tile, staging), workgroup: correlationWorkgroup(staging), subgroups },
          correlateStaged(plan, region, {
            sourceChannels: inChannels,
            madeChannels: outChannels,
            loadSource: loadInput(shape),
            weight: `filterValues[((i * ${kernelWidth} + j) * ${inChannels} + channel) * ${outChannels} + made]`,
            images: `i32(arrayLength(&x)) / ${height * width * inChannels}`,
            initial: (channel) => `bias[channel0 + ${channel}]`,
          }),
          range(tile.channels).map((channel) => `let slope${channel} = slope[channel0 + ${channel}];`),
          storeOutputs(plan),
        );
      },
    },
    workgroups: (batch) => grid(batch * regionsPerImage(region), 1, Math.ceil(outChannels / (staging.groups * tile.channels))),
  };
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
 * Forward pass: (x, filter, bias, slope) -> (y, z).
 *
 * y [B, H', W', Cout] is the block's output; z, of the same shape, the pre-activation behind each of its entries, with
 * pooling marked with the corner of its window (`convPool.ts`).
 *
 *     invocation = (image, tile of pixels, channels of a tile)
 *     for each kernel row (or all at once), for each input channel
 *       patch  <- the tile's pixels and their halo
 *       for each channel of the tile: sum[pixel] += patch * weights of the taps
 *     y, z <- PReLU and pooling of the sums
 */
export function forwardKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  if (tile.staging) return stagedForward(shape, tile, tile.staging, subgroups);
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
