import { lines } from '../../wgsl/text.ts';
import { rowsInBodyOf } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { withoutCorner } from '../parts/pool.ts';
import { outputSize } from '../shape.ts';
import type { ConvShape, Size } from '../shape.ts';
import { tileAxis } from '../parts/tile.ts';
import type { ConvTile, RegionSpec } from '../parts/tile.ts';

// Kernels for GPUs: a workgroup computes a region of tiles of one image together. It brings the region's pixels and the
// weights it needs into shared memory, a few channels at a time, and its invocations then read them from there.

/** A workgroup's region of an image. */
export interface Region {
  readonly spec: RegionSpec;
  /** Pixels that the region computes. */
  readonly size: Size;
  /** Pixels that it reads: with the halo of the kernel. */
  readonly patch: Size;
  /** Floats between channels of a patch in shared memory; odd, so that neighbouring channels lie in different banks. */
  readonly plane: number;
  /** Regions along each axis of an image. */
  readonly rows: number;
  readonly columns: number;
}

/** A plan whose tiles fill whole regions, and the region. Tiles may reach beyond the extent. */
export function regionPlan(shape: ConvShape, tile: ConvTile, spec: RegionSpec, extent: Size, subgroups: boolean): { plan: TilePlan; region: Region } {
  const size = { height: spec.rows * tile.height, width: spec.columns * tile.width };
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
    region: { spec, size, patch, plane: (patch.height * patch.width) | 1, rows, columns },
  };
}

/** Regions of one image. */
export const regionsPerImage = ({ rows, columns }: Region): number => rows * columns;

/** Tiles of a region. */
export const tilesOf = ({ rows, columns }: RegionSpec): number => rows * columns;

/** Sets `image`, `regionRow` and `regionColumn` (first pixel of the region) from `unit`, the region's number in the batch. */
export const locateRegion = (region: Region): string =>
  lines(
    `let image = unit / ${regionsPerImage(region)}; let inImage = unit - image * ${regionsPerImage(region)};`,
    `let regionRow = inImage / ${region.columns} * ${region.size.height}; let regionColumn = inImage % ${region.columns} * ${region.size.width};`,
  );

/** Lets the invocations of a workgroup set entries 0 .. count-1 of something together; `at` is the entry. */
export const together = (count: number, workgroup: number, ...body: string[]): string =>
  lines(`for (var at = i32(local); at < ${count}; at += ${workgroup}) {`, ...body, '}');

/** Brings a patch into shared memory: entry [channel][row][column], the channels that follow `firstChannel`. `load` sets `value` from `row`, `column`, `channel`. */
export function bringPatch(region: Region, { kernelHeight, kernelWidth }: ConvShape, depth: number, workgroup: number, firstChannel: string, load: string): string {
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
