import type { BatchKernel } from '../../device/dispatch.ts';
import { grid } from '../../wgsl/grid.ts';
import { moduleText } from '../../wgsl/module.ts';
import { allOf, lines, loop, range, zeroUnless } from '../../wgsl/text.ts';
import { correlate, declareSums } from '../parts/correlation.ts';
import type { Patch, WeightIndex } from '../parts/correlation.ts';
import { storePixels } from '../parts/outputs.ts';
import { patchSize, rowsInBodyOf, tilesPerImage } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { spreadWindow, spreadWindowRow } from '../parts/pool.ts';
import { outputSize } from '../shape.ts';
import type { ConvShape } from '../shape.ts';
import { reach, tileAxis, tileKey } from '../parts/tile.ts';
import type { ConvTile, TileAxis } from '../parts/tile.ts';
import { locateTile, overKernelRows, readPatch } from './patch.ts';

/** The flipped kernel's weights for input channels of the tile: tap (i, j) is the filter's (kh - 1 - i, kw - 1 - j). */
function flippedWeights({ shape }: TilePlan): WeightIndex {
  const { kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const perTap = inChannels * outChannels;
  return {
    start: `channel0 * ${outChannels} + outChannel - kernelRow * ${kernelWidth * perTap}`,
    stride: outChannels,
    tap: (i, j) => ((kernelHeight - 1 - i) * kernelWidth + kernelWidth - 1 - j) * perTap,
  };
}

/** Correlates dz itself, where the block does not pool. */
function fromPixels(plan: TilePlan): string {
  const { height, width, outChannels } = plan.shape;
  const source = readPatch(plan, { name: 'dz', height, width, channels: outChannels }, 'outChannel');
  return lines(source.perKernelRow, loop('outChannel', outChannels, source.perChannel, correlate(plan, source.patch, flippedWeights(plan))));
}

const windowAxis = (axis: TileAxis, halo: number): TileAxis => ({ first: (axis.first - halo) >> 1, size: axis.size / 2, count: axis.count });

/**
 * Correlates the spread dz: each window's gradient stands at its corner and the window's other pixels are zero. Tiles start
 * so that their patch begins with a window, which is loaded once for its four pixels. When a loop runs over kernel rows, a
 * patch row is a window's upper or lower one by turns, and each row loads its own windows.
 */
function fromWindows(plan: TilePlan): string {
  const { shape, rows, columns, rowsInBody } = plan;
  const { outChannels } = shape;
  const pooled = outputSize(shape);
  const size = patchSize(plan);
  const haloRows = shape.kernelHeight >> 1;
  const haloColumns = shape.kernelWidth >> 1;
  const wholeWindows = rowsInBody === shape.kernelHeight;
  const lineReach = (line: number) => (wholeWindows ? reach(windowAxis(rows, haloRows), line, pooled.height) : 'either');
  const columnReach = (column: number) => reach(windowAxis(columns, haloColumns), column, pooled.width);
  const windowLines = range(wholeWindows ? Math.ceil(size.height / 2) : size.height).filter((line) => lineReach(line) !== 'outside');
  const windowColumns = range(Math.ceil(size.width / 2)).filter((column) => columnReach(column) !== 'outside');

  const locateLine = (line: number): string =>
    lines(
      wholeWindows
        ? `let windowRow${line} = ((row0 - ${haloRows}) >> 1) + ${line};`
        : `let atRow${line} = row0 + kernelRow + ${line - haloRows}; let windowRow${line} = atRow${line} >> 1; let isLower${line} = 0u - u32(atRow${line} & 1);`,
      `let inRow${line} = u32(windowRow${line}) < ${pooled.height}u;`,
      `let line${line} = ((image * ${pooled.height} + windowRow${line}) * ${pooled.width} + window0) * ${outChannels};`,
    );
  const readWindow = (line: number, column: number): string => {
    const guard = allOf(lineReach(line) === 'either' ? `inRow${line}` : '', columnReach(column) === 'either' ? `inColumn${column}` : '');
    const name = `window${line}_${column}`;
    const pixel = (row: number, right: number) => `d${row}_${2 * column + right}`;
    return lines(
      `let ${name} = ${zeroUnless(guard, `dz[at${line} + ${column * outChannels}]`)};`,
      wholeWindows
        ? spreadWindow(name, [pixel(2 * line, 0), pixel(2 * line, 1), pixel(2 * line + 1, 0), pixel(2 * line + 1, 1)])
        : spreadWindowRow(name, `isLower${line}`, pixel(line, 0), pixel(line, 1)),
    );
  };
  const patch: Patch = (row, column) =>
    lineReach(wholeWindows ? row >> 1 : row) === 'outside' || columnReach(column >> 1) === 'outside' ? null : `d${row}_${column}`;

  return lines(
    `let window0 = (column0 - ${haloColumns}) >> 1;`,
    windowColumns.map((column) => `let inColumn${column} = u32(window0 + ${column}) < ${pooled.width}u;`),
    windowLines.map(locateLine),
    loop(
      'outChannel',
      outChannels,
      windowLines.map((line) => lines(`let at${line} = line${line} + outChannel;`, windowColumns.map((column) => readWindow(line, column)))),
      correlate(plan, patch, flippedWeights(plan)),
    ),
  );
}

function inputGradientCode(plan: TilePlan): string {
  const { shape, tile, subgroups } = plan;
  const { kernelHeight, kernelWidth, inChannels, outChannels, pool } = shape;
  const size = outputSize(shape);
  return moduleText(
    {
      inputs: { dz: 'f32', weights: `f32, ${kernelHeight * kernelWidth * inChannels * outChannels}` },
      outputs: { dx: 'f32' },
      workgroup: tile.workgroup,
      subgroups,
    },
    `let units = i32(arrayLength(&dz)) / ${size.height * size.width * outChannels} * ${tilesPerImage(plan)};`,
    'let unit = min(index, units - 1);',
    locateTile(plan),
    `let channel0 = i32(group.z) * ${tile.channels};`,
    declareSums(plan, () => '0.0'),
    overKernelRows(plan, pool ? fromWindows(plan) : fromPixels(plan)),
    'if (index >= units) { return; }',
    storePixels(plan),
  );
}

/** Tiles over the input's pixels. Where the block pools they may start a pixel early, so that patches begin with a window. */
export function inputGradientPlan(shape: ConvShape, tile: ConvTile, subgroups: boolean): TilePlan {
  const startOfWindow = (kernel: number) => (shape.pool ? -((kernel >> 1) % 2) : 0);
  const rowsInBody = rowsInBodyOf(shape, tile);
  return {
    shape,
    tile,
    rows: tileAxis(rowsInBody === shape.kernelHeight ? startOfWindow(shape.kernelHeight) : 0, tile.height, shape.height),
    columns: tileAxis(startOfWindow(shape.kernelWidth), tile.width, shape.width),
    extent: { height: shape.height, width: shape.width },
    rowsInBody,
    subgroups,
  };
}

/**
 * The gradient of the input in registers, see `inputGradientKernel`.
 *
 *     invocation = (image, tile of input pixels, input channels of a tile)
 *     for each kernel row (or all at once), for each output channel
 *       patch  <- gradients of the convolution's pixels that the tile's pixels reached
 *       for each channel of the tile: sum[pixel] += patch * flipped weights of the taps
 *     dx <- the sums
 */
export function inputGradientInRegisters(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  const plan = inputGradientPlan(shape, tile, subgroups);
  return {
    program: {
      key: `convInputGradient/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return inputGradientCode(plan);
      },
    },
    workgroups: (batch) => grid(batch * tilesPerImage(plan), tile.workgroup, Math.ceil(shape.inChannels / tile.channels)),
  };
}
