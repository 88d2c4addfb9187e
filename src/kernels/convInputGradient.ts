import { correlate, declareSums, locateTile, overKernelRows, patchSize, readPatch, tilesPerImage } from './convCorrelate.ts';
import type { Patch, TilePlan } from './convCorrelate.ts';
import { argmaxWords, channelsPerWord } from './convForward.ts';
import type { ConvShape } from './convShape.ts';
import { outputSize } from './convShape.ts';
import type { ConvTile, TileAxis } from './convTile.ts';
import { reach, tileAxis, tileKey } from './convTile.ts';
import { grid, lines, moduleText, range } from './wgsl.ts';
import type { BatchKernel } from './wgsl.ts';

/** Index into the filter of tap (i, j) of the flipped kernel, for an input channel of the tile. */
const flippedWeight = ({ shape }: TilePlan) => {
  const { kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  return (channel: string, i: number, j: number) =>
    `((${kernelHeight - 1 - i} - kernelRow) * ${kernelWidth} + ${kernelWidth - 1 - j}) * ${inChannels * outChannels} + (channel0 + ${channel}) * ${outChannels} + outChannel`;
};

/** Correlates dz itself, where the block does not pool. */
function fromPixels(plan: TilePlan): string {
  const { height, width, outChannels } = plan.shape;
  const source = readPatch(plan, { name: 'dz', height, width, channels: outChannels }, 'outChannel');
  return lines(
    source.perKernelRow,
    `for (var outChannel = 0; outChannel < ${outChannels}; outChannel++) {`,
    source.perChannel,
    correlate(plan, source.patch, flippedWeight(plan)),
    '}',
  );
}

const windowAxis = (axis: TileAxis, halo: number): TileAxis => ({ first: (axis.first - halo) >> 1, size: axis.size / 2, count: axis.count });

/**
 * Correlates the unpooled dz: each window's gradient stands at its argmax and the window's other entries are zero. Tiles
 * start so that their patch begins with a window, which is then loaded once for its four pixels. When a loop runs over
 * kernel rows, a patch row may be a window's upper or lower one, and each row loads its own windows.
 */
function fromWindows(plan: TilePlan): string {
  const { shape, rows, columns, rowsInBody } = plan;
  const { outChannels } = shape;
  const pooled = outputSize(shape);
  const size = patchSize(plan);
  const haloRows = shape.kernelHeight >> 1;
  const haloColumns = shape.kernelWidth >> 1;
  const words = argmaxWords(outChannels);
  const fixedRows = rowsInBody === shape.kernelHeight;
  const windowColumns = range(Math.ceil(size.width / 2));
  const windowRows = range(fixedRows ? Math.ceil(size.height / 2) : size.height);
  const windowRowOf = (row: number) => (fixedRows ? row >> 1 : row);

  const rowReach = (line: number) => (fixedRows ? reach(windowAxis(rows, haloRows), line, pooled.height) : 'either');
  const columnReach = (column: number) => reach(windowAxis(columns, haloColumns), column, pooled.width);
  const present = windowRows
    .filter((line) => rowReach(line) !== 'outside')
    .flatMap((line) => windowColumns.filter((column) => columnReach(column) !== 'outside').map((column) => ({ line, column, name: `${line}_${column}` })));

  const rowText = (line: number): string =>
    lines(
      fixedRows ? `let windowRow${line} = ((row0 - ${haloRows}) >> 1) + ${line};` : `let atRow${line} = row0 + kernelRow + ${line - haloRows};`,
      fixedRows ? '' : `let windowRow${line} = atRow${line} >> 1; let lower${line} = u32(atRow${line} & 1) << 1;`,
      `let inRow${line} = u32(windowRow${line}) < ${pooled.height}u;`,
      `let line${line} = (image * ${pooled.height} + windowRow${line}) * ${pooled.width} + window0;`,
    );
  const guard = (line: number, column: number) =>
    [rowReach(line) === 'either' ? `inRow${line}` : '', columnReach(column) === 'either' ? `inColumn${column}` : ''].filter(Boolean).join(' && ');
  const windowText = ({ line, column, name }: (typeof present)[number]): string => {
    const value = `dz[(line${line} + ${column}) * ${outChannels} + outChannel]`;
    const condition = guard(line, column);
    return lines(
      `let window${name} = ${condition ? `select(0.0, ${value}, ${condition})` : value};`,
      `let at${name} = (word${name} >> shift) & 3u;`,
    );
  };
  const patch: Patch = (row, column) => {
    const line = windowRowOf(row);
    return rowReach(line) === 'outside' || columnReach(column >> 1) === 'outside' ? null : `d${row}_${column}`;
  };
  const pixelText = (row: number, column: number): string => {
    const line = windowRowOf(row);
    const corner = fixedRows ? `${2 * (row & 1) + (column & 1)}u` : `(lower${line} | ${column & 1}u)`;
    return `let d${row}_${column} = select(0.0, window${line}_${column >> 1}, at${line}_${column >> 1} == ${corner});`;
  };
  const channelsInLastWord = outChannels - (words - 1) * channelsPerWord;
  return lines(
    `let window0 = (column0 - ${haloColumns}) >> 1;`,
    windowColumns.map((column) => `let inColumn${column} = u32(window0 + ${column}) < ${pooled.width}u;`),
    windowRows.map(rowText),
    `for (var word = 0; word < ${words}; word++) {`,
    present.map(({ line, column, name }) => `let word${name} = u32(argmax[(line${line} + ${column}) * ${words} + word]);`),
    `let channels = ${words === 1 || channelsInLastWord === channelsPerWord ? Math.min(outChannels, channelsPerWord) : `select(${channelsPerWord}, ${channelsInLastWord}, word == ${words - 1})`};`,
    'for (var inWord = 0; inWord < channels; inWord++) {',
    `let outChannel = word * ${channelsPerWord} + inWord; let shift = u32(2 * inWord);`,
    present.map(windowText),
    range(size.height).flatMap((row) => range(size.width).flatMap((column) => (patch(row, column) ? pixelText(row, column) : []))),
    correlate(plan, patch, flippedWeight(plan)),
    '}',
    '}',
  );
}

function storePixel({ shape, tile, rows, columns }: TilePlan, row: number, column: number): string {
  const { height, width, inChannels } = shape;
  const conditions = [
    reach(rows, row, height) === 'inside' ? '' : `u32(row0 + ${row}) < ${height}u`,
    reach(columns, column, width) === 'inside' ? '' : `u32(column0 + ${column}) < ${width}u`,
  ].filter(Boolean);
  const wholeGroups = inChannels % tile.channels === 0;
  return lines(
    conditions.length ? `if (${conditions.join(' && ')}) {` : '{',
    `let at = ((image * ${height} + row0 + ${row}) * ${width} + column0 + ${column}) * ${inChannels} + channel0;`,
    range(tile.channels).map((channel) => {
      const store = `dx[at + ${channel}] = sum${channel}_${row}_${column};`;
      return wholeGroups ? store : `if (channel0 + ${channel} < ${inChannels}) { ${store} }`;
    }),
    '}',
  );
}

function inputGradientCode(plan: TilePlan): string {
  const { shape, tile, subgroups } = plan;
  const size = outputSize(shape);
  return moduleText(
    {
      inputs: { dz: 'f32', weights: 'f32', ...(shape.pool ? { argmax: 'i32' as const } : {}) },
      outputs: { dx: 'f32' },
      workgroup: tile.workgroup,
      subgroups,
    },
    lines(
      `let units = i32(arrayLength(&dz)) / ${size.height * size.width * shape.outChannels} * ${tilesPerImage(plan)};`,
      'let unit = min(index, units - 1);',
      locateTile(plan, 'unit'),
      `let channel0 = i32(group.z) * ${tile.channels};`,
      declareSums(plan, () => '0.0'),
      overKernelRows(plan, shape.pool ? fromWindows(plan) : fromPixels(plan)),
      'if (index >= units) { return; }',
      range(tile.height).flatMap((row) => range(tile.width).map((column) => storePixel(plan, row, column))),
    ),
  );
}

/**
 * Gradient with respect to the input: (dz, filter[, argmax]) -> dx [B, H, W, Cin], the correlation of the (unpooled)
 * gradient dz of the pre-activation with the flipped filter.
 *
 *     invocation = (image, tile of input pixels, input channels of a tile)
 *     for each kernel row (or all at once), for each output channel
 *       patch  <- gradients of the convolution's pixels that the tile's pixels reached
 *       for each channel of the tile: sum[pixel] += patch * flipped weights of the taps
 *     dx <- the sums
 */
export function inputGradientKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  const all = tile.kernelRows === 'all';
  const evenPatchStart = (kernel: number) => (shape.pool ? -((kernel >> 1) % 2) : 0);
  const plan: TilePlan = {
    shape,
    tile,
    rows: tileAxis(all ? evenPatchStart(shape.kernelHeight) : 0, tile.height, shape.height),
    columns: tileAxis(evenPatchStart(shape.kernelWidth), tile.width, shape.width),
    rowsInBody: all ? shape.kernelHeight : 1,
    subgroups,
  };
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
