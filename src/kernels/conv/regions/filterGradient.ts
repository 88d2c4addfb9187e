import { moduleText } from '../../wgsl/module.ts';
import { quadValue } from '../../wgsl/quad.ts';
import { lines, range } from '../../wgsl/text.ts';
import { patchSize, pixelsOf } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { convolvedSize } from '../shape.ts';
import type { ConvShape } from '../shape.ts';
import { tileKey } from '../parts/tile.ts';
import type { ConvTile, FilterGradientKernel, RegionSpec } from '../parts/tile.ts';
import { bringPatch, loadGradient, loadInput, locateRegion, regionPlan, regionsPerImage, tilesOf, together } from './region.ts';
import type { Region } from './region.ts';

/** How the invocations of a workgroup share its weights and its region out. */
interface Deal {
  /** Output channels of the workgroup. */
  readonly made: number;
  /** Kernel rows that different invocations own. */
  readonly rowGroups: number;
  /** Invocations that own the same weights, each for its share of the region's tiles. */
  readonly splits: number;
  /** Invocations that own different weights. */
  readonly owners: number;
}

function dealOf({ shape, tile, rowsInBody }: TilePlan, { depth, groups }: RegionSpec): Deal {
  const rowGroups = shape.kernelHeight / rowsInBody;
  const owners = depth * groups * rowGroups;
  return { made: groups * tile.channels, rowGroups, owners, splits: Math.max(1, Math.floor(tile.workgroup / owners)) };
}

/** Floats of shared memory of the patch, of the gradients, and of the final sums over splits. */
export function filterMemory(shape: ConvShape, tile: ConvTile, spec: RegionSpec): { readonly patch: number; readonly gradients: number; readonly sums: number } {
  const { plan, region } = regionPlan(shape, tile, spec, convolvedSize(shape), false);
  const { made, splits, owners } = dealOf(plan, spec);
  const gradients = region.size.height * region.size.width * made;
  return { patch: spec.depth * region.plane, gradients, sums: splits === 1 ? 1 : plan.rowsInBody * shape.kernelWidth * owners * splits };
}

/** Adds the products of one tile, number `tileInRegion`, to the sums. */
function addTile(plan: TilePlan, region: Region, { made, splits }: Deal): string {
  const { shape, tile, rowsInBody, subgroups } = plan;
  const { spec, patch, plane, size } = region;
  const own = patchSize(plan);
  const pixels = pixelsOf(plan);
  const everyTileOwned = tilesOf(spec) % splits === 0;
  // Lanes of a quad own neighbouring input channels and read the same gradients.
  const shared = subgroups && spec.depth % 4 === 0;
  const gradientsOf = (first: number) =>
    pixels.map(({ row, column }) => {
      const load = (which: number | 'lane') => `gradients[gradient0 + ${(row * size.width + column) * made + first} + ${which}]`;
      return { row, column, ...quadValue(`own${first}_${row}_${column}`, load, shared) };
    });
  const oneChannel = (channel: number, four: ReturnType<typeof gradientsOf>): string =>
    lines(
      '{',
      four.map(({ row, column, take }) => `let g${row}_${column} = ${everyTileOwned ? take(channel & 3) : `${take(channel & 3)} * owned`};`).join(' '),
      range(rowsInBody).flatMap((i) =>
        range(shape.kernelWidth).map((j) => `sum${channel}_${i}_${j} += ${pixels.map(({ row, column }) => `x${row + i}_${column + j} * g${row}_${column}`).join(' + ')};`),
      ),
      '}',
    );
  return lines(
    everyTileOwned ? 'let tileInRegion = turn;' : `let tileInRegion = min(turn, ${tilesOf(spec) - 1}); let owned = select(0.0, 1.0, turn < ${tilesOf(spec)});`,
    `let tileRow = tileInRegion / ${spec.columns} * ${tile.height}; let tileColumn = tileInRegion % ${spec.columns} * ${tile.width};`,
    `let patch0 = place * ${plane} + (tileRow + kernelRow) * ${patch.width} + tileColumn; let gradient0 = (tileRow * ${size.width} + tileColumn) * ${made} + made0;`,
    range(own.height).map((row) => range(own.width).map((column) => `let x${row}_${column} = pixels[patch0 + ${row * patch.width + column}];`).join(' ')),
    range(Math.ceil(tile.channels / 4)).map((four) => {
      const gradients = gradientsOf(4 * four);
      return lines(gradients.map(({ prepare }) => prepare), range(Math.min(4, tile.channels - 4 * four)).map((which) => oneChannel(4 * four + which, gradients)));
    }),
  );
}

/** Adds the splits' sums in order, one channel of the tile at a time, and stores them. */
function storeSums({ shape, tile, rowsInBody }: TilePlan, { splits, owners }: Deal): string[] {
  const { kernelWidth, inChannels, outChannels } = shape;
  const taps = range(rowsInBody).flatMap((i) => range(kernelWidth).map((j) => ({ i, j, tap: i * kernelWidth + j })));
  const workgroup = owners * splits;
  return range(tile.channels).map((channel) => {
    const total = (i: number, j: number, tap: number) =>
      splits === 1 ? `let total = sum${channel}_${i}_${j};` : `var total = 0.0; for (var other = 0; other < ${splits}; other++) { total += sums[${tap * workgroup} + other * ${owners} + owner]; }`;
    return lines(
      splits === 1 ? '' : lines('workgroupBarrier();', taps.map(({ i, j, tap }) => `sums[${tap * workgroup} + split * ${owners} + owner] = sum${channel}_${i}_${j};`), 'workgroupBarrier();'),
      `if (split == 0 && inChannel < ${inChannels} && outChannel0 + ${channel} < ${outChannels}) {`,
      taps.map(({ i, j, tap }) => lines('{', total(i, j, tap), `filterSums[at + ${tap * inChannels * outChannels + channel}] = total;`, '}')),
      '}',
    );
  });
}

function code(plan: TilePlan, region: Region, deal: Deal): string {
  const { shape, tile, rowsInBody } = plan;
  const { spec, size } = region;
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const { depth } = spec;
  const { made, rowGroups, splits, owners } = deal;
  const memory = filterMemory(shape, tile, spec);
  const workgroup = owners * splits;
  const inBlocks = Math.ceil(inChannels / depth);
  return moduleText(
    {
      inputs: { x: 'f32', dz: 'f32' },
      outputs: { filterSums: 'f32' },
      shared: { pixels: `f32, ${memory.patch}`, gradients: `f32, ${memory.gradients}`, ...(splits > 1 ? { sums: `f32, ${memory.sums}` } : {}) },
      workgroup,
      subgroups: plan.subgroups,
    },
    `let owner = i32(local) % ${owners}; let split = i32(local) / ${owners};`,
    `let place = owner % ${depth}; let made0 = owner / ${depth * rowGroups} * ${tile.channels};`,
    rowGroups === 1 ? 'let kernelRow = 0;' : `let kernelRow = owner / ${depth} % ${rowGroups};`,
    `let inChannel0 = i32(group.x) % ${inBlocks} * ${depth}; let groupChannel0 = i32(group.x) / ${inBlocks} * ${made};`,
    'let inChannel = inChannel0 + place; let outChannel0 = groupChannel0 + made0;',
    `let units = i32(arrayLength(&x)) / ${height * width * inChannels} * ${regionsPerImage(region)};`,
    'let shares = i32(groups.z); let share = i32(group.z); let perShare = (units + shares - 1) / shares; let end = min((share + 1) * perShare, units);',
    range(tile.channels).map((channel) => range(rowsInBody).map((i) => range(kernelWidth).map((j) => `var sum${channel}_${i}_${j} = 0.0;`).join(' ')).join(' ')),
    'for (var unit = share * perShare; unit < end; unit++) {',
    locateRegion(region),
    'workgroupBarrier();',
    bringPatch(region, shape, depth, workgroup, 'inChannel0', loadInput(shape)),
    together(
      size.height * size.width * made,
      workgroup,
      `let pixel = at / ${made}; let channel = groupChannel0 + at % ${made}; let row = regionRow + pixel / ${size.width}; let column = regionColumn + pixel % ${size.width};`,
      loadGradient(shape),
      'gradients[at] = value;',
    ),
    'workgroupBarrier();',
    `for (var first = 0; first < ${tilesOf(spec)}; first += ${splits}) {`,
    'let turn = first + split;',
    addTile(plan, region, deal),
    '}',
    '}',
    `let at = ((share * ${kernelHeight} + kernelRow) * ${kernelWidth * inChannels} + inChannel) * ${outChannels} + outChannel0;`,
    storeSums(plan, deal),
  );
}

/** Workgroups that keep a large GPU busy; more shares only lengthen the final sums. */
const busyWorkgroups = 256;

/**
 * The gradient of the filter in regions, see `filterGradientKernel`.
 *
 *     workgroup = (share of the batch's regions, input channels, output channels)
 *     invocation = (split of a region's tiles, input channel, output channels of a tile[, kernel row])
 *     for each region of the share: bring its patch and its gradients into shared memory
 *       for each tile of the split, for each tap: sum[tap] += patch * gradients
 *     filterSums <- the sums of all splits, in order
 */
export function filterGradientInRegions(shape: ConvShape, tile: ConvTile, spec: RegionSpec, subgroups: boolean): FilterGradientKernel {
  const { plan, region } = regionPlan(shape, tile, spec, convolvedSize(shape), subgroups);
  const deal = dealOf(plan, spec);
  const blocks = Math.ceil(shape.inChannels / spec.depth) * Math.ceil(shape.outChannels / deal.made);
  const shares = (batch: number) => Math.min(batch * regionsPerImage(region), Math.max(1, Math.ceil(busyWorkgroups / blocks)));
  return {
    program: {
      key: `convFilterGradient/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return code(plan, region, deal);
      },
    },
    shares,
    workgroups: (batch) => [blocks, 1, shares(batch)],
  };
}
