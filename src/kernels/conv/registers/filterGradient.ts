import { moduleText } from '../../wgsl/module.ts';
import { quadValue } from '../../wgsl/quad.ts';
import { allOf, lines, range, zeroUnless } from '../../wgsl/text.ts';
import { pixelsOf, rowsInBodyOf, tilesPerImage } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { spreadWindow } from '../parts/pool.ts';
import { outputSize } from '../shape.ts';
import type { ConvShape } from '../shape.ts';
import { reach, tileKey } from '../parts/tile.ts';
import type { ConvTile, FilterGradientKernel, TileAxis } from '../parts/tile.ts';
import { forwardPlan } from './forward.ts';
import { locateTile, readPatch } from './patch.ts';

/** How the filter's weights are dealt to quads of invocations. */
export interface Deal {
  /** Lanes of a quad own four input channels and share gradients, or four groups of output channels and share the patch. */
  readonly lanes: 'inputs' | 'outputs';
  readonly inGroups: number;
  readonly outGroups: number;
  readonly rowGroups: number;
}

/** Deals the weights: over input channels, or where there are only one or two of them over output channels. */
export function dealWeights(shape: ConvShape, tile: ConvTile): Deal {
  const lanes = shape.inChannels <= 2 ? 'outputs' : 'inputs';
  return {
    lanes,
    inGroups: lanes === 'inputs' ? Math.ceil(shape.inChannels / 4) : shape.inChannels,
    outGroups: Math.ceil(shape.outChannels / (tile.channels * (lanes === 'inputs' ? 1 : 4))),
    rowGroups: shape.kernelHeight / rowsInBodyOf(shape, tile),
  };
}

const quadsOf = ({ inGroups, outGroups, rowGroups }: Deal): number => inGroups * outGroups * rowGroups;

/** The parts of reading the gradient dz of a tile: once per tile, and per output channel. */
interface GradientText {
  readonly perTile: string;
  /** Sets `g<row>_<column>` for the tile's pixels. */
  perChannel(channel: number): string;
}

function readGradients(plan: TilePlan, { lanes }: Deal): GradientText {
  const { shape, tile, rows, columns, subgroups } = plan;
  const { outChannels, pool } = shape;
  const size = outputSize(shape);
  const step = pool ? 2 : 1;
  const inOutputs = (axis: TileAxis): TileAxis => ({ ...axis, size: axis.size / step });
  const rowGuard = (row: number) => (reach(inOutputs(rows), row, size.height) === 'inside' ? '' : `outRow + ${row} < ${size.height}`);
  const columnGuard = (column: number) => (reach(inOutputs(columns), column, size.width) === 'inside' ? '' : `outColumn + ${column} < ${size.width}`);

  const outputs = range(tile.height / step).flatMap((row) =>
    range(tile.width / step).map((column) => {
      const load = (first: number) => (which: number | 'lane') => {
        const at = `${which === 'lane' ? 'laneOut' : 'out'}${row} + ${column * outChannels + first + (which === 'lane' ? 0 : which)}`;
        return zeroUnless(allOf(rowGuard(row), columnGuard(column)), `dz[${at}]`);
      };
      const fours = range(Math.ceil(tile.channels / 4)).map((four) => quadValue(`own${row}_${column}_${four}`, load(4 * four), subgroups && lanes === 'inputs'));
      return { row, column, prepare: lines(fours.map(({ prepare }) => prepare)), take: (channel: number) => fours[channel >> 2]!.take(channel & 3) };
    }),
  );
  const spread = (row: number, column: number, value: string): string =>
    pool
      ? lines(
          `let window${row}_${column} = ${value};`,
          spreadWindow(`window${row}_${column}`, [
            `g${2 * row}_${2 * column}`,
            `g${2 * row}_${2 * column + 1}`,
            `g${2 * row + 1}_${2 * column}`,
            `g${2 * row + 1}_${2 * column + 1}`,
          ]),
        )
      : `let g${row}_${column} = ${value};`;
  return {
    perTile: lines(
      `let outRow = row0 / ${step}; let outColumn = column0 / ${step};`,
      range(tile.height / step).map(
        (row) =>
          `let out${row} = ((image * ${size.height} + outRow + ${row}) * ${size.width} + outColumn) * ${outChannels} + channel0; let laneOut${row} = out${row} + lane;`,
      ),
      outputs.map(({ prepare }) => prepare),
    ),
    perChannel: (channel) => lines(outputs.map(({ row, column, take }) => spread(row, column, take(channel)))),
  };
}

function filterGradientCode(plan: TilePlan, deal: Deal): string {
  const { shape, tile, subgroups, rowsInBody } = plan;
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const { lanes, inGroups, outGroups } = deal;
  const quads = quadsOf(deal);
  const taps = range(rowsInBody).flatMap((i) => range(kernelWidth).map((j) => ({ i, j })));
  const pixels = pixelsOf(plan);
  const { patch, ...read } = readPatch(plan, { name: 'x', height, width, channels: inChannels }, 'inChannel', lanes === 'outputs');
  const gradients = readGradients(plan, deal);

  const addProducts = (channel: number) => ({ i, j }: { i: number; j: number }): string => {
    const products = pixels.flatMap(({ row, column }) => {
      const value = patch(row + i, column + j);
      return value ? `${value} * g${row}_${column}` : [];
    });
    return products.length ? `sum${channel}_${i}_${j} += ${products.join(' + ')};` : '';
  };
  const store = (channel: number): string =>
    lines(
      `if (channel0 + ${channel} < ${outChannels}) {`,
      taps.map(({ i, j }) => `filterSums[at + ${(i * kernelWidth + j) * inChannels * outChannels + channel}] = sum${channel}_${i}_${j};`),
      '}',
    );

  return moduleText(
    { inputs: { x: 'f32', dz: 'f32' }, outputs: { filterSums: 'f32' }, workgroup: tile.workgroup, subgroups },
    `let quad = min(index >> 2u, ${quads - 1});`,
    `let inChannel = quad % ${inGroups}${lanes === 'inputs' ? ' * 4 + lane' : ''};`,
    `let outGroup = quad / ${inGroups} % ${outGroups};`,
    `let channel0 = ${lanes === 'inputs' ? 'outGroup' : '(outGroup * 4 + lane)'} * ${tile.channels};`,
    `let kernelRow = quad / ${inGroups * outGroups};`,
    `let units = i32(arrayLength(&x)) / ${height * width * inChannels} * ${tilesPerImage(plan)};`,
    'let shares = i32(groups.z); let share = i32(group.z);',
    'let perShare = (units + shares - 1) / shares; let end = min((share + 1) * perShare, units);',
    range(tile.channels).map((channel) => taps.map(({ i, j }) => `var sum${channel}_${i}_${j} = 0.0;`).join(' ')),
    'for (var unit = share * perShare; unit < end; unit++) {',
    locateTile(plan),
    read.perKernelRow,
    read.perChannel,
    gradients.perTile,
    range(tile.channels).map((channel) => lines('{', gradients.perChannel(channel), taps.map(addProducts(channel)), '}')),
    '}',
    `if ((index >> 2u) >= ${quads} || inChannel >= ${inChannels}) { return; }`,
    `let at = ((share * ${kernelHeight} + kernelRow) * ${kernelWidth} * ${inChannels} + inChannel) * ${outChannels} + channel0;`,
    range(tile.channels).map(store),
  );
}

/**
 * The gradient of the filter in registers, see `filterGradientKernel`.
 *
 *     invocation = (share of the batch's tiles, input channel, output channels of a tile[, kernel row])
 *     for each tile of the share
 *       patch <- input pixels of the tile and its halo;  gradients <- dz of the tile
 *       for each channel of the tile, for each tap: sum[tap] += patch * gradients
 *     filterSums <- the sums
 */
export function filterGradientInRegisters(shape: ConvShape, tile: ConvTile, subgroups: boolean): FilterGradientKernel {
  const plan = forwardPlan(shape, tile, subgroups);
  const deal = dealWeights(shape, tile);
  const quads = quadsOf(deal);
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
