import type { ConvShape } from './shape.ts';
import type { ConvTile, TileAxis } from './tile.ts';
import { reach } from './tile.ts';
import { quadValue } from '../wgsl/quad.ts';
import { lines, loop, range } from '../wgsl/text.ts';

/** Height and width in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** The tiles a kernel's invocations own: where they lie, and how far the kernel reaches beyond them. */
export interface TilePlan {
  readonly shape: ConvShape;
  readonly tile: ConvTile;
  readonly rows: TileAxis;
  readonly columns: TileAxis;
  /** Pixels to compute; some tiles may reach beyond them. */
  readonly extent: Size;
  /** Kernel rows written out; the variable `kernelRow` counts the rows before them. */
  readonly rowsInBody: number;
  readonly subgroups: boolean;
}

/** Kernel rows that a tile's loop body writes out. */
export const rowsInBodyOf = (shape: ConvShape, tile: ConvTile): number => (tile.kernelRows === 'all' ? shape.kernelHeight : 1);

/** Tiles that cover one image. */
export const tilesPerImage = ({ rows, columns }: TilePlan): number => rows.count * columns.count;

/** Names of a patch's values, by row and column of the patch; null where the value is zero for every tile. */
export type Patch = (row: number, column: number) => string | null;

/** Height and width of the patch of pixels that a tile's convolution reads. */
export function patchSize({ shape, tile, rowsInBody }: TilePlan): Size {
  return { height: tile.height + rowsInBody - 1, width: tile.width + shape.kernelWidth - 1 };
}

/** Pixels of the tile that some tile has inside the extent. */
export function pixelsOf({ tile, rows, columns, extent }: TilePlan): { readonly row: number; readonly column: number }[] {
  const present = (axis: TileAxis, size: number, limit: number) => range(size).filter((offset) => reach(axis, offset, limit) !== 'outside');
  const presentColumns = present(columns, tile.width, extent.width);
  return present(rows, tile.height, extent.height).flatMap((row) => presentColumns.map((column) => ({ row, column })));
}

/** Sets `image`, `row0` and `column0` (start of the tile) from `unit`, the tile's number in the batch. */
export function locateTile(plan: TilePlan): string {
  const { rows, columns } = plan;
  const tiles = tilesPerImage(plan);
  return lines(
    `let image = unit / ${tiles}; let inImage = unit - image * ${tiles};`,
    columns.count === 1 ? 'let tileRow = inImage;' : `let tileRow = inImage / ${columns.count};`,
    `let row0 = tileRow * ${rows.size} + ${rows.first};`,
    `let column0 = (inImage - tileRow * ${columns.count}) * ${columns.size} + ${columns.first};`,
  );
}

/** Runs a body for all kernel rows, which counts them in `kernelRow`. */
export const overKernelRows = ({ shape, rowsInBody }: TilePlan, ...body: string[]): string => loop('kernelRow', shape.kernelHeight / rowsInBody, ...body);

/** A tensor [B, H, W, channels] that a patch is read from. */
export interface Image {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The parts of reading a zero-padded patch: what to do per kernel row, and per channel. */
export interface PatchText {
  readonly perKernelRow: string;
  readonly perChannel: string;
  readonly patch: Patch;
}

/** The conditions that are not empty, all of which must hold. */
export const allOf = (...conditions: string[]): string => conditions.filter(Boolean).join(' && ');

/** A value where a condition holds, else zero; an empty condition always holds. */
export const zeroUnless = (condition: string, value: string): string => (condition ? `select(0.0, ${value}, ${condition})` : value);

/**
 * Reads the patch around a tile from an image; beyond its border the values are zero. A guard is written only where some
 * tile crosses the border. `channel` is the expression of the channel to read. With `shared`, all lanes of a quad read the
 * same patch, and each loads a quarter of it.
 */
export function readPatch(plan: TilePlan, image: Image, channel: string, shared = false): PatchText {
  const { shape, rows, columns, rowsInBody, subgroups } = plan;
  const haloRows = shape.kernelHeight >> 1;
  const haloColumns = shape.kernelWidth >> 1;
  const size = patchSize(plan);
  const rowReach = (row: number) => reach(rows, row - haloRows, image.height, shape.kernelHeight - rowsInBody);
  const columnReach = (column: number) => reach(columns, column - haloColumns, image.width);
  const patch: Patch = (row, column) => (rowReach(row) === 'outside' || columnReach(column) === 'outside' ? null : `x${row}_${column}`);
  const rowGuard = (row: number) => (rowReach(row) === 'either' ? `inRow${row}` : '');

  const readOne = (row: number, column: number): string => {
    const guard = allOf(rowGuard(row), columnReach(column) === 'either' ? `inColumn${column}` : '');
    return `let x${row}_${column} = ${zeroUnless(guard, `${image.name}[at${row} + ${column * image.channels}]`)};`;
  };
  const readFour = (row: number, first: number): string => {
    const inColumn = (which: number | 'lane') => `u32(column0 + ${which} + ${first - haloColumns}) < ${image.width}u`;
    const load = (which: number | 'lane') =>
      zeroUnless(allOf(rowGuard(row), inColumn(which)), `${image.name}[at${row} + (${which} + ${first}) * ${image.channels}]`);
    const four = quadValue(`own${row}_${first}`, load, subgroups);
    const present = range(Math.min(4, size.width - first)).filter((which) => patch(row, first + which));
    return lines(four.prepare, present.map((which) => `let x${row}_${first + which} = ${four.take(which)};`));
  };
  const readRow = (row: number): string[] =>
    shared
      ? range(Math.ceil(size.width / 4)).map((four) => readFour(row, 4 * four))
      : range(size.width).flatMap((column) => (patch(row, column) ? readOne(row, column) : []));

  const present = range(size.height).filter((row) => rowReach(row) !== 'outside');
  return {
    perKernelRow: lines(
      present.map((row) =>
        lines(
          `let atRow${row} = row0 + kernelRow + ${row - haloRows};`,
          `let inRow${row} = u32(atRow${row}) < ${image.height}u;`,
          `let line${row} = ((image * ${image.height} + atRow${row}) * ${image.width} + column0 - ${haloColumns}) * ${image.channels};`,
        ),
      ),
      range(size.width).map((column) => `let inColumn${column} = u32(column0 + ${column - haloColumns}) < ${image.width}u;`),
    ),
    perChannel: lines(present.map((row) => lines(`let at${row} = line${row} + ${channel};`, readRow(row)))),
    patch,
  };
}

/** Declares the tile's accumulators, `sum<channel>_<row>_<column>`, from an initial value per channel. */
export const declareSums = (plan: TilePlan, initial: (channel: number) => string): string =>
  lines(
    range(plan.tile.channels).map((channel) =>
      pixelsOf(plan)
        .map(({ row, column }) => `var sum${channel}_${row}_${column} = ${initial(channel)};`)
        .join(' '),
    ),
  );

/** Where the weight of a tile's channel and tap lies in the buffer `weights`: start + channel * stride + tap(i, j). */
export interface WeightIndex {
  /** Expression. */
  readonly start: string;
  readonly stride: number;
  tap(i: number, j: number): number;
}

/**
 * Adds one channel's products to the tile's sums: sum[c][row][column] += sum over taps of patch[row + i][column + j] *
 * weight(c, i, j). One expression per accumulator over all taps keeps the sums in registers. All lanes of a quad use the
 * same weights, four channels at a time.
 */
export function correlate(plan: TilePlan, patch: Patch, weight: WeightIndex): string {
  const { shape, tile, rowsInBody, subgroups } = plan;
  const taps = range(rowsInBody).flatMap((i) => range(shape.kernelWidth).map((j) => ({ i, j })));
  const pixels = pixelsOf(plan);

  const fourChannels = (first: number): string => {
    const load = (i: number, j: number) => (which: number | 'lane') =>
      which === 'lane'
        ? `weights[laneWeight + ${weight.tap(i, j) + first * weight.stride}]`
        : `weights[weight0 + ${weight.tap(i, j) + (first + which) * weight.stride}]`;
    const weights = taps.map(({ i, j }) => ({ i, j, four: quadValue(`own${first}_${i}_${j}`, load(i, j), subgroups) }));
    const oneChannel = (which: number): string => {
      const addProducts = ({ row, column }: { row: number; column: number }): string => {
        const products = taps.flatMap(({ i, j }) => {
          const value = patch(row + i, column + j);
          return value ? `${value} * w${i}_${j}` : [];
        });
        return products.length ? `sum${first + which}_${row}_${column} += ${products.join(' + ')};` : '';
      };
      return lines('{', weights.map(({ i, j, four }) => `let w${i}_${j} = ${four.take(which)};`).join(' '), pixels.map(addProducts), '}');
    };
    return lines(weights.map(({ four }) => four.prepare), range(Math.min(4, tile.channels - first)).map(oneChannel));
  };
  return lines(
    `let weight0 = ${weight.start}; let laneWeight = weight0 + lane * ${weight.stride};`,
    range(Math.ceil(tile.channels / 4)).map((four) => fourChannels(4 * four)),
  );
}
