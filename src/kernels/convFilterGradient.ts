import { locateTile, readPatch, tilesPerImage } from './convCorrelate.ts';
import type { Patch, TilePlan } from './convCorrelate.ts';
import { argmaxWords, channelsPerWord } from './convForward.ts';
import type { ConvShape } from './convShape.ts';
import { outputSize } from './convShape.ts';
import type { ConvTile, TileAxis } from './convTile.ts';
import { convolvedSize, reach, tileAxis, tileKey } from './convTile.ts';
import { lines, moduleText, quadValue, range } from './wgsl.ts';
import type { BatchKernel } from './wgsl.ts';

/** How the filter's weights are dealt to quads of invocations. */
interface Deal {
  /** Lanes of a quad own four input channels and share gradients, or four groups of output channels and share the patch. */
  readonly lanes: 'inputs' | 'outputs';
  readonly inGroups: number;
  readonly outGroups: number;
  readonly rowGroups: number;
}

function dealWeights(shape: ConvShape, tile: ConvTile): Deal {
  const lanes = shape.inChannels <= 2 ? 'outputs' : 'inputs';
  return {
    lanes,
    inGroups: lanes === 'inputs' ? Math.ceil(shape.inChannels / 4) : shape.inChannels,
    outGroups: Math.ceil(shape.outChannels / (tile.channels * (lanes === 'inputs' ? 1 : 4))),
    rowGroups: tile.kernelRows === 'all' ? 1 : shape.kernelHeight,
  };
}

const quadsOf = ({ inGroups, outGroups, rowGroups }: Deal): number => inGroups * outGroups * rowGroups;

/** The parts of reading the gradient dz of a tile: once per tile, and per output channel. */
interface GradientText {
  readonly perTile: string;
  perChannel(channel: number): string;
}

/** One value of dz, at `(row, column)` of the tile in output pixels; four channels of it are shared by a quad. */
function gradientValues({ shape, tile, subgroups }: TilePlan, { lanes }: Deal, row: number, column: number, condition: string) {
  const value = (channel: string) => {
    const text = `dz[pixel${row}_${column} * ${shape.outChannels} + channel0 + ${channel}]`;
    return condition ? `select(0.0, ${text}, ${condition})` : text;
  };
  if (lanes === 'outputs') return { prepare: '', take: value };
  const fours = range(Math.ceil(tile.channels / 4)).map((four) =>
    quadValue(`own${row}_${column}_${four}`, (which) => value(`${4 * four} + ${which}`), subgroups),
  );
  return { prepare: lines(fours.map(({ prepare }) => prepare)), take: (channel: string) => fours[Number(channel) >> 2]!.take(Number(channel) & 3) };
}

/** Gradients of the tile's pixels, `g<row>_<column>`; with pooling a window's gradient stands at its argmax. */
function readGradients(plan: TilePlan, deal: Deal): GradientText {
  const { shape, tile, rows, columns } = plan;
  const size = outputSize(shape);
  const step = shape.pool ? 2 : 1;
  const halved = (axis: TileAxis): TileAxis => ({ ...axis, size: axis.size / step });
  const condition = (row: number, column: number) =>
    [
      reach(halved(rows), row, size.height) === 'inside' ? '' : `outRow${row} < ${size.height}`,
      reach(halved(columns), column, size.width) === 'inside' ? '' : `outColumn${column} < ${size.width}`,
    ]
      .filter(Boolean)
      .join(' && ');
  const outputs = range(tile.height / step).flatMap((row) =>
    range(tile.width / step).map((column) => ({ row, column, values: gradientValues(plan, deal, row, column, condition(row, column)) })),
  );
  const words = range(Math.ceil(tile.channels / channelsPerWord));

  return {
    perTile: lines(
      range(tile.height / step).map((row) => `let outRow${row} = row0 / ${step} + ${row};`),
      range(tile.width / step).map((column) => `let outColumn${column} = column0 / ${step} + ${column};`),
      outputs.map(({ row, column, values }) =>
        lines(
          `let pixel${row}_${column} = (image * ${size.height} + outRow${row}) * ${size.width} + outColumn${column};`,
          values.prepare,
          (shape.pool ? words : []).map(
            (word) =>
              `let word${row}_${column}_${word} = u32(argmax[pixel${row}_${column} * ${argmaxWords(shape.outChannels)} + channel0 / ${channelsPerWord} + ${word}]) >> shift;`,
          ),
        ),
      ),
    ),
    perChannel: (channel) =>
      lines(
        outputs.map(({ row, column, values }) => {
          const value = values.take(`${channel}`);
          if (!shape.pool) return `let g${row}_${column} = ${value};`;
          const bits = 2 * (channel % channelsPerWord);
          return lines(
            `let window${row}_${column} = ${value};`,
            `let at${row}_${column} = (word${row}_${column}_${channel >> 3} >> ${bits}u) & 3u;`,
            range(4).map(
              (corner) =>
                `let g${2 * row + (corner >> 1)}_${2 * column + (corner & 1)} = select(0.0, window${row}_${column}, at${row}_${column} == ${corner}u);`,
            ),
          );
        }),
      ),
  };
}

function filterGradientCode(plan: TilePlan, deal: Deal): string {
  const { shape, tile, subgroups, rowsInBody } = plan;
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const taps = range(rowsInBody).flatMap((i) => range(kernelWidth).map((j) => ({ i, j })));
  const pixels = range(tile.height).flatMap((row) => range(tile.width).map((column) => ({ row, column })));
  const source = readPatch(plan, { name: 'x', height, width, channels: inChannels }, 'inChannel', deal.lanes === 'outputs');
  const gradients = readGradients(plan, deal);

  const products = (patch: Patch, i: number, j: number) =>
    pixels.flatMap(({ row, column }) => {
      const value = patch(row + i, column + j);
      return value ? `${value} * g${row}_${column}` : [];
    });
  const accumulate = (channel: number) =>
    taps.map(({ i, j }) => {
      const terms = products(source.patch, i, j);
      return terms.length ? `sum${channel}_${i}_${j} += ${terms.join(' + ')};` : '';
    });
  const store = (channel: number) =>
    lines(
      `if (channel0 + ${channel} < ${outChannels}) {`,
      taps.map(({ i, j }) => `filterSums[base + ${(i * kernelWidth + j) * inChannels * outChannels + channel}] = sum${channel}_${i}_${j};`),
      '}',
    );
  const quads = quadsOf(deal);

  return moduleText(
    {
      inputs: { x: 'f32', dz: 'f32', ...(shape.pool ? { argmax: 'i32' as const } : {}) },
      outputs: { filterSums: 'f32' },
      workgroup: tile.workgroup,
      subgroups,
    },
    lines(
      `let quad = min(index >> 2u, ${quads - 1});`,
      `let inChannel = quad % ${deal.inGroups}${deal.lanes === 'inputs' ? ' * 4 + lane' : ''};`,
      `let outGroup = quad / ${deal.inGroups} % ${deal.outGroups};`,
      `let channel0 = ${deal.lanes === 'inputs' ? 'outGroup' : '(outGroup * 4 + lane)'} * ${tile.channels};`,
      `let shift = u32(channel0 % ${channelsPerWord} * 2);`,
      `let kernelRow = quad / ${deal.inGroups * deal.outGroups};`,
      `let units = i32(arrayLength(&x)) / ${height * width * inChannels} * ${tilesPerImage(plan)};`,
      'let shares = i32(groups.z); let share = i32(group.z);',
      'let unitsPerShare = (units + shares - 1) / shares;',
      range(tile.channels).map((channel) => taps.map(({ i, j }) => `var sum${channel}_${i}_${j} = 0.0;`).join(' ')),
      'for (var unit = share * unitsPerShare; unit < min((share + 1) * unitsPerShare, units); unit++) {',
      locateTile(plan, 'unit'),
      source.perKernelRow,
      source.perChannel,
      gradients.perTile,
      range(tile.channels).map((channel) => lines('{', gradients.perChannel(channel), accumulate(channel), '}')),
      '}',
      `if ((index >> 2u) >= ${quads} || inChannel >= ${inChannels}) { return; }`,
      `let base = ((share * ${kernelHeight} + kernelRow) * ${kernelWidth} * ${inChannels} + inChannel) * ${outChannels} + channel0;`,
      range(tile.channels).map(store),
    ),
  );
}

/** The filter gradient's kernel, and the number of partial sums it makes. */
export interface FilterGradientKernel extends BatchKernel {
  shares(batch: number): number;
}

/**
 * Partial sums of the gradient with respect to the filter: (x, dz[, argmax]) -> filterSums [shares, kh, kw, Cin, Cout].
 *
 *     invocation = (share of the batch's tiles, input channel, output channels of a tile[, kernel row])
 *     for each tile of the share
 *       patch <- input pixels of the tile and its halo;  gradients <- dz of the tile
 *       for each channel of the tile, for each tap: sum[tap] += patch * gradients
 *     filterSums <- the sums
 *
 * Every share adds its tiles in order and the parameter sums add the shares in order, so that the result is repeatable.
 */
export function filterGradientKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): FilterGradientKernel {
  const computed = convolvedSize(shape);
  const deal = dealWeights(shape, tile);
  const quads = quadsOf(deal);
  const plan: TilePlan = {
    shape,
    tile,
    rows: tileAxis(0, tile.height, computed.height),
    columns: tileAxis(0, tile.width, computed.width),
    rowsInBody: tile.kernelRows === 'all' ? shape.kernelHeight : 1,
    subgroups,
  };
  // About 128 quads of invocations in all keep a CPU adapter's threads busy; more shares only cost memory there.
  const shares = (batch: number) => Math.min(32, Math.max(1, Math.ceil(128 / quads)), batch * tilesPerImage(plan));
  return {
    program: {
      key: `convFilterGradient/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return filterGradientCode(plan, deal);
      },
    },
    shares,
    workgroups: (batch) => [Math.ceil((4 * quads) / tile.workgroup), 1, shares(batch)],
  };
}
