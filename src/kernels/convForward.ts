import type { ConvShape } from './convShape.ts';
import { outputSize } from './convShape.ts';
import { correlate, declareSums, locateTile, overKernelRows, readPatch, tilesPerImage } from './convCorrelate.ts';
import type { TilePlan } from './convCorrelate.ts';
import type { ConvTile } from './convTile.ts';
import { convolvedSize, reach, tileAxis, tileKey } from './convTile.ts';
import { grid, lines, moduleText, range } from './wgsl.ts';
import type { BatchKernel } from './wgsl.ts';

/** Argmaxes in a word: two bits per channel, eight channels. */
export const channelsPerWord = 8;

/** Words of packed argmaxes per window. */
export const argmaxWords = (outChannels: number): number => Math.ceil(outChannels / channelsPerWord);

/** Stores one output: activated value, pre-activation, and with pooling which of the window's four entries is largest. */
function storeOutput({ shape, tile, rows, columns }: TilePlan, row: number, column: number): string {
  const size = outputSize(shape);
  const inside =
    reach(rows, row, convolvedSize(shape).height) === 'inside' && reach(columns, column, convolvedSize(shape).width) === 'inside';
  const step = shape.pool ? 2 : 1;
  const wholeGroups = shape.outChannels % tile.channels === 0;

  const channelText = (channel: number): string => {
    const sum = (dy: number, dx: number) => `sum${channel}_${row + dy}_${column + dx}`;
    const choose = shape.pool
      ? lines(
          ['let z0 = ' + sum(0, 0), 'let z1 = ' + sum(0, 1), 'let z2 = ' + sum(1, 0), 'let z3 = ' + sum(1, 1)].join('; ') + ';',
          range(4).map((corner) => `let a${corner} = select(slope${channel} * z${corner}, z${corner}, z${corner} > 0.0);`).join(' '),
          'let right = a1 > a0; let upper = select(a0, a1, right);',
          'let lowerRight = a3 > a2; let lower = select(a2, a3, lowerRight);',
          'let below = lower > upper;',
          'let best = select(select(z0, z1, right), select(z2, z3, lowerRight), below);',
          'let activated = select(upper, lower, below);',
          `${`word${channel >> 3}`} |= select(select(0u, 1u, right), select(2u, 3u, lowerRight), below) << ${2 * (channel % channelsPerWord)}u;`,
        )
      : lines(`let best = ${sum(0, 0)};`, `let activated = select(slope${channel} * best, best, best > 0.0);`);
    return lines(
      wholeGroups ? '{' : `if (channel0 + ${channel} < ${shape.outChannels}) {`,
      choose,
      `y[pixel * ${shape.outChannels} + channel0 + ${channel}] = activated;`,
      `z[pixel * ${shape.outChannels} + channel0 + ${channel}] = best;`,
      '}',
    );
  };
  const words = shape.pool ? range(Math.ceil(tile.channels / channelsPerWord)) : [];
  const storeWord = (word: number): string => {
    const at = `channel0 / ${channelsPerWord} + ${word}`;
    const store = `argmax[pixel * ${argmaxWords(shape.outChannels)} + ${at}] = i32(word${word});`;
    return wholeGroups ? store : `if (${at} < ${argmaxWords(shape.outChannels)}) { ${store} }`;
  };
  return lines(
    `let outRow = (row0 + ${row}) / ${step}; let outColumn = (column0 + ${column}) / ${step};`,
    inside ? '' : `if (outRow < ${size.height} && outColumn < ${size.width}) {`,
    `let pixel = (image * ${size.height} + outRow) * ${size.width} + outColumn;`,
    words.map((word) => `var word${word} = 0u;`),
    range(tile.channels).map(channelText),
    words.map(storeWord),
    inside ? '' : '}',
  );
}

function forwardCode(plan: TilePlan): string {
  const { shape, tile, subgroups } = plan;
  const { height, width, inChannels, outChannels, kernelWidth, pool } = shape;
  const source = readPatch(plan, { name: 'x', height, width, channels: inChannels }, 'inChannel');
  const weight = (channel: string, i: number, j: number) =>
    `(((kernelRow + ${i}) * ${kernelWidth} + ${j}) * ${inChannels} + inChannel) * ${outChannels} + channel0 + ${channel}`;
  const step = pool ? 2 : 1;
  const outputs = range(tile.height / step).flatMap((row) =>
    range(tile.width / step).map((column) => lines('{', storeOutput(plan, row * step, column * step), '}')),
  );

  return moduleText(
    {
      inputs: { x: 'f32', weights: 'f32', bias: 'f32', slope: 'f32' },
      outputs: { y: 'f32', z: 'f32', ...(pool ? { argmax: 'i32' as const } : {}) },
      workgroup: tile.workgroup,
      subgroups,
    },
    lines(
      `let units = i32(arrayLength(&x)) / ${height * width * inChannels} * ${tilesPerImage(plan)};`,
      'let unit = min(index, units - 1);',
      locateTile(plan, 'unit'),
      `let channel0 = i32(group.z) * ${tile.channels};`,
      range(tile.channels).map((channel) => `let bias${channel} = bias[channel0 + ${channel}]; let slope${channel} = slope[channel0 + ${channel}];`),
      declareSums(plan, (channel) => `bias${channel}`),
      overKernelRows(
        plan,
        lines(
          source.perKernelRow,
          `for (var inChannel = 0; inChannel < ${inChannels}; inChannel++) {`,
          source.perChannel,
          correlate(plan, source.patch, weight),
          '}',
        ),
      ),
      'if (index >= units) { return; }',
      outputs,
    ),
  );
}

/**
 * Forward pass: (x, filter, bias, slope) -> (y, z[, argmax]).
 *
 * y [B, H', W', Cout] is the block's output; z, of the same shape, the pre-activation behind each of its entries; argmax
 * int32 [B, H', W', ceil(Cout / 8)], only with pooling, packs which entry of the 2x2 window that was.
 *
 *     invocation = (image, tile of pixels, channels of a tile)
 *     for each kernel row (or all at once), for each input channel
 *       patch  <- the tile's pixels and their halo
 *       for each channel of the tile: sum[pixel] += patch * weights of the taps
 *     y, z, argmax <- PReLU and pooling of the sums
 */
export function forwardKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  const computed = convolvedSize(shape);
  const plan: TilePlan = {
    shape,
    tile,
    rows: tileAxis(0, tile.height, computed.height),
    columns: tileAxis(0, tile.width, computed.width),
    rowsInBody: tile.kernelRows === 'all' ? shape.kernelHeight : 1,
    subgroups,
  };
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
