import { correlate, declareSums, patchSize, rowsInBodyOf } from '../correlation.ts';
import type { Size, TilePlan } from '../correlation.ts';
import { withoutCorner } from '../pool.ts';
import type { ConvShape } from '../shape.ts';
import { outputSize } from '../shape.ts';
import type { ConvTile, Staging } from '../tile.ts';
import { tileAxis } from '../tile.ts';
import { lines, loop, range } from '../../wgsl/text.ts';

// Kernels for GPUs: a workgroup computes a region of tiles of one image together. It brings the region's pixels and the
// weights it needs into shared memory, a few channels at a time, and its invocations then read them from there.

/** A workgroup's region of an image. */
export interface Region {
  readonly staging: Staging;
  /** Pixels that the region computes. */
  readonly size: Size;
  /** Pixels that it reads: with the halo of the kernel. */
  readonly patch: Size;
  /** Floats between channels of a staged patch; odd, so that neighbouring channels lie in different banks. */
  readonly plane: number;
  /** Regions along each axis of an image. */
  readonly rows: number;
  readonly columns: number;
}

/** A plan whose tiles fill whole regions, and the region. Tiles may reach beyond the extent. */
export function stagedPlan(shape: ConvShape, tile: ConvTile, staging: Staging, extent: Size, subgroups: boolean): { plan: TilePlan; region: Region } {
  const size = { height: staging.rows * tile.height, width: staging.columns * tile.width };
  const [rows, columns] = [Math.ceil(extent.height / size.height), Math.ceil(extent.width / size.width)];
  const patch = { height: size.height + shape.kernelHeight - 1, width: size.width + shape.kernelWidth - 1 };
  return {
    plan: {
      shape,
      tile,
      rows: tileAxis(0, tile.height, rows * size.height),
      columns: tileAxis(0, tile.width, columns * size.width),
      extent,
      rowsInBody: rowsInBodyOf(shape, tile),
      subgroups,
    },
    region: { staging, size, patch, plane: (patch.height * patch.width) | 1, rows, columns },
  };
}

/** Regions of one image. */
export const regionsPerImage = ({ rows, columns }: Region): number => rows * columns;

/** Tiles of a region, and with the idle lanes that fill up the last quad. */
export const tilesOf = ({ rows, columns }: Staging): number => rows * columns;
const lanesOf = (staging: Staging): number => 4 * Math.ceil(tilesOf(staging) / 4);

/** Invocations of a workgroup that correlates. */
export const correlationWorkgroup = (staging: Staging): number => lanesOf(staging) * staging.groups;

/** Floats of shared memory that a correlating workgroup takes. */
export function correlationMemory(shape: ConvShape, tile: ConvTile, staging: Staging): { readonly patch: number; readonly weights: number } {
  const { region } = stagedPlan(shape, tile, staging, shape, false);
  return { patch: staging.depth * region.plane, weights: staging.depth * shape.kernelHeight * shape.kernelWidth * staging.groups * tile.channels };
}

/** Sets `image`, `regionRow` and `regionColumn` (first pixel of the region) from `unit`, the region's number in the batch. */
export const locateRegion = (region: Region): string =>
  lines(
    `let image = unit / ${regionsPerImage(region)}; let inImage = unit - image * ${regionsPerImage(region)};`,
    `let regionRow = inImage / ${region.columns} * ${region.size.height}; let regionColumn = inImage % ${region.columns} * ${region.size.width};`,
  );

/** Lets the invocations of a workgroup set entries 0 .. count-1 of something together; `at` is the entry. */
export const together = (count: number, workgroup: number, ...body: string[]): string =>
  lines(`for (var at = i32(local); at < ${count}; at += ${workgroup}) {`, ...body, '}');

/** Stages a patch: entry [channel][row][column], the channels that follow `firstChannel`. `load` sets `value` from `row`, `column`, `channel`. */
export function stagePatch(region: Region, { kernelHeight, kernelWidth }: ConvShape, depth: number, workgroup: number, firstChannel: string, load: string): string {
  const { patch, plane } = region;
  return together(
    patch.height * patch.width * depth,
    workgroup,
    `let pixel = at / ${depth}; let place = at % ${depth}; let channel = ${firstChannel} + place;`,
    `let row = regionRow + pixel / ${patch.width} - ${kernelHeight >> 1}; let column = regionColumn + pixel % ${patch.width} - ${kernelWidth >> 1};`,
    load,
    `pixels[place * ${plane} + pixel] = value;`,
  );
}

/** Sets `value` to the block's input at `row`, `column`, `channel` of `image`; zero outside. */
export const loadInput = ({ height, width, inChannels }: ConvShape): string =>
  lines(
    `let inside = u32(row) < ${height}u && u32(column) < ${width}u && channel < ${inChannels};`,
    `let value = select(0.0, x[((image * ${height} + row) * ${width} + column) * ${inChannels} + channel], inside);`,
  );

/** Sets `value` to the gradient of the convolution at `row`, `column`, `channel` of `image`: dz, with pooling at its window's corner only. */
export function loadGradient(shape: ConvShape): string {
  const { height, width } = outputSize(shape);
  const { outChannels, pool } = shape;
  const at = (row: string, column: string) => `dz[((image * ${height} + ${row}) * ${width} + ${column}) * ${outChannels} + channel]`;
  if (!pool) return lines(`let inside = u32(row) < ${height}u && u32(column) < ${width}u && channel < ${outChannels};`, `let value = select(0.0, ${at('row', 'column')}, inside);`);
  return lines(
    `let windowRow = row >> 1u; let windowColumn = column >> 1u; let marked = ${at('windowRow', 'windowColumn')};`,
    'let isCorner = (bitcast<u32>(marked) & 3u) == u32((row & 1) * 2 + (column & 1));',
    `let inside = u32(windowRow) < ${height}u && u32(windowColumn) < ${width}u && channel < ${outChannels};`,
    `let value = select(0.0, ${withoutCorner('marked')}, inside && isCorner);`,
  );
}

/** What a staged correlation reads and makes. */
export interface StagedCorrelation {
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

/** Floats of the arrays `pixels` and `weights` that `correlateStaged` shares in a workgroup. */
export function correlationArrays(shape: ConvShape, tile: ConvTile, staging: Staging): Readonly<Record<string, string>> {
  const { patch, weights } = correlationMemory(shape, tile, staging);
  return { pixels: `f32, ${patch}`, weights: `f32, ${weights}` };
}

/**
 * The tile's sums of a correlation through shared memory: sets `image`, `row0`, `column0`, `channel0` and the sums. Invocations
 * that own nothing return.
 *
 *     workgroup = (region of an image, made channels); invocation = (tile of the region, made channels of a tile)
 *     for each few source channels: stage the region's patch and the weights
 *       for each of these channels, for each kernel row (or all at once): sums += patch * weights
 */
export function correlateStaged(plan: TilePlan, region: Region, work: StagedCorrelation): string {
  const { shape, tile, rowsInBody } = plan;
  const { staging, patch, plane } = region;
  const { kernelHeight, kernelWidth } = shape;
  const { depth, groups } = staging;
  const taps = kernelHeight * kernelWidth;
  const made = groups * tile.channels;
  const lanes = lanesOf(staging);
  const workgroup = correlationWorkgroup(staging);
  const own = patchSize(plan);
  const readPatch = lines(
    `let patch0 = place * ${plane} + (tileRow + kernelRow) * ${patch.width} + tileColumn;`,
    range(own.height).map((row) => range(own.width).map((column) => `let x${row}_${column} = pixels[patch0 + ${row * patch.width + column}];`).join(' ')),
  );
  const weight = { start: `(place * ${taps} + kernelRow * ${kernelWidth}) * ${made} + channelGroup * ${tile.channels}`, stride: 1, tap: (i: number, j: number) => (i * kernelWidth + j) * made };
  return lines(
    `let units = ${work.images} * ${regionsPerImage(region)}; let ownUnit = i32(group.y * groups.x + group.x); let unit = min(ownUnit, units - 1);`,
    locateRegion(region),
    `let place0 = i32(local) % ${lanes}; let channelGroup = i32(local) / ${lanes}; let tileInRegion = min(place0, ${tilesOf(staging) - 1});`,
    `let tileRow = tileInRegion / ${staging.columns} * ${tile.height}; let tileColumn = tileInRegion % ${staging.columns} * ${tile.width};`,
    `let row0 = regionRow + tileRow; let column0 = regionColumn + tileColumn;`,
    `let groupChannel0 = i32(group.z) * ${made}; let channel0 = groupChannel0 + channelGroup * ${tile.channels};`,
    declareSums(plan, work.initial),
    `for (var source0 = 0; source0 < ${work.sourceChannels}; source0 += ${depth}) {`,
    'workgroupBarrier();',
    stagePatch(region, shape, depth, workgroup, 'source0', work.loadSource),
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
    `if (ownUnit >= units || place0 >= ${tilesOf(staging)}) { return; }`,
  );
}

