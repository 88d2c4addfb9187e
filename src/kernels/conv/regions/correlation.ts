import { lines, loop, range } from '../../wgsl/text.ts';
import { correlate, declareSums } from '../parts/correlation.ts';
import { patchSize } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import type { ConvShape } from '../shape.ts';
import type { ConvTile, RegionSpec } from '../parts/tile.ts';
import { bringPatch, locateRegion, regionPlan, regionsPerImage, tilesOf, together } from './region.ts';
import type { Region } from './region.ts';

/** A region's tiles, with the idle lanes that fill up the last quad. */
const lanesOf = (spec: RegionSpec): number => 4 * Math.ceil(tilesOf(spec) / 4);

/** Invocations of a workgroup that correlates. */
export const correlationWorkgroup = (spec: RegionSpec): number => lanesOf(spec) * spec.groups;

/** Floats of shared memory that a correlating workgroup takes. */
export function correlationMemory(shape: ConvShape, tile: ConvTile, spec: RegionSpec): { readonly patch: number; readonly weights: number } {
  const { region } = regionPlan(shape, tile, spec, shape, false);
  return { patch: spec.depth * region.plane, weights: spec.depth * shape.kernelHeight * shape.kernelWidth * spec.groups * tile.channels };
}

/** What a correlation in regions reads and makes. */
export interface RegionCorrelation {
  /** Channels of the source, summed over. */
  readonly sourceChannels: number;
  /** Channels of the result. */
  readonly madeChannels: number;
  /** Sets `value` to the source at `row`, `column`, `channel` of `image`. */
  readonly loadSource: string;
  /** Expression of the weight at kernel place (`i`, `j`) from source channel `channel` to channel `made`. */
  readonly weight: string;
  /** Expression of the images in the batch. */
  readonly images: string;
  /** Initial sum of a channel of the tile. */
  readonly initial: (channel: number) => string;
}

/** Floats of the arrays `pixels` and `weights` that `correlateRegion` shares in a workgroup. */
export function correlationArrays(shape: ConvShape, tile: ConvTile, spec: RegionSpec): Readonly<Record<string, string>> {
  const { patch, weights } = correlationMemory(shape, tile, spec);
  return { pixels: `f32, ${patch}`, weights: `f32, ${weights}` };
}

/**
 * The tile's sums of a correlation through shared memory: sets `image`, `row0`, `column0`, `channel0` and the sums. Invocations
 * that own nothing return.
 *
 *     workgroup = (region of an image, made channels); invocation = (tile of the region, made channels of a tile)
 *     for each few source channels: bring the region's patch and the weights into shared memory
 *       for each of these channels, for each kernel row (or all at once): sums += patch * weights
 */
export function correlateRegion(plan: TilePlan, region: Region, work: RegionCorrelation): string {
  const { shape, tile, rowsInBody } = plan;
  const { spec, patch, plane } = region;
  const { kernelHeight, kernelWidth } = shape;
  const { depth, groups } = spec;
  const taps = kernelHeight * kernelWidth;
  const made = groups * tile.channels;
  const lanes = lanesOf(spec);
  const workgroup = correlationWorkgroup(spec);
  const own = patchSize(plan);
  const readPatch = lines(
    `let patch0 = place * ${plane} + (tileRow + kernelRow) * ${patch.width} + tileColumn;`,
    range(own.height).map((row) => range(own.width).map((column) => `let x${row}_${column} = pixels[patch0 + ${row * patch.width + column}];`).join(' ')),
  );
  const weight = { start: `(place * ${taps} + kernelRow * ${kernelWidth}) * ${made} + channelGroup * ${tile.channels}`, stride: 1, tap: (i: number, j: number) => (i * kernelWidth + j) * made };
  return lines(
    `let units = ${work.images} * ${regionsPerImage(region)}; let ownUnit = i32(group.y * groups.x + group.x); let unit = min(ownUnit, units - 1);`,
    locateRegion(region),
    `let place0 = i32(local) % ${lanes}; let channelGroup = i32(local) / ${lanes}; let tileInRegion = min(place0, ${tilesOf(spec) - 1});`,
    `let tileRow = tileInRegion / ${spec.columns} * ${tile.height}; let tileColumn = tileInRegion % ${spec.columns} * ${tile.width};`,
    `let row0 = regionRow + tileRow; let column0 = regionColumn + tileColumn;`,
    `let groupChannel0 = i32(group.z) * ${made}; let channel0 = groupChannel0 + channelGroup * ${tile.channels};`,
    declareSums(plan, work.initial),
    `for (var source0 = 0; source0 < ${work.sourceChannels}; source0 += ${depth}) {`,
    'workgroupBarrier();',
    bringPatch(region, shape, depth, workgroup, 'source0', work.loadSource),
    together(
      depth * taps * made,
      workgroup,
      `let made = groupChannel0 + at % ${made}; let tap = at / ${made} % ${taps}; let channel = source0 + at / ${made * taps};`,
      `let i = tap / ${kernelWidth}; let j = tap % ${kernelWidth};`,
      `weights[at] = select(0.0, ${work.weight}, made < ${work.madeChannels} && channel < ${work.sourceChannels});`,
    ),
    'workgroupBarrier();',
    loop('place', depth, loop('kernelRow', kernelHeight / rowsInBody, readPatch, correlate(plan, (row, column) => `x${row}_${column}`, weight))),
    '}',
    `if (ownUnit >= units || place0 >= ${tilesOf(spec)}) { return; }`,
  );
}

