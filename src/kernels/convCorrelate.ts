import type { ConvShape } from './convShape.ts';
import type { ConvTile, TileAxis } from './convTile.ts';
import { reach } from './convTile.ts';
import { lines, quadValue, range } from './wgsl.ts';

/** The tiles a kernel's invocations own: where they lie, and how far the kernel reaches beyond them. */
export interface TilePlan {
  readonly shape: ConvShape;
  readonly tile: ConvTile;
  readonly rows: TileAxis;
  readonly columns: TileAxis;
  /** Kernel rows written out; the variable `kernelRow` counts the rows before them. */
  readonly rowsInBody: number;
  readonly subgroups: boolean;
}

export const tilesPerImage = ({ rows, columns }: TilePlan): number => rows.count * columns.count;

/** Names of a patch's values, by row and column of the patch; null where the value is zero for every tile. */
export type Patch = (row: number, column: number) => string | null;

/** Height and width of the patch of pixels that a tile's convolution reads. */
export function patchSize({ shape, tile, rowsInBody }: TilePlan): { readonly height: number; readonly width: number } {
  return { height: tile.height + rowsInBody - 1, width: tile.width + shape.kernelWidth - 1 };
}

/** Sets `image`, `row0` and `column0` (start of the tile) from `unit`, the tile's number in the batch. */
export function locateTile(plan: TilePlan, unit: string): string {
  const { rows, columns } = plan;
  const tiles = tilesPerImage(plan);
  return lines(
    `let image = ${unit} / ${tiles};`,
    `let row0 = ${unit} % ${tiles} / ${columns.count} * ${rows.size} + ${rows.first};`,
    `let column0 = ${unit} % ${columns.count} * ${columns.size} + ${columns.first};`,
  );
}

/** Wraps a body in the loop over kernel rows, when the tile has one; `kernelRow` is defined either way. */
export function overKernelRows({ shape, rowsInBody }: TilePlan, body: string): string {
  return rowsInBody === shape.kernelHeight
    ? lines('{', 'const kernelRow = 0;', body, '}')
    : lines(`for (var kernelRow = 0; kernelRow < ${shape.kernelHeight}; kernelRow++) {`, body, '}');
}

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

  const guard = (row: number, column: number) =>
    [rowReach(row) === 'either' ? `inRow${row}` : '', columnReach(column) === 'either' ? `inColumn${column}` : ''].filter(Boolean).join(' && ');
  const patch: Patch = (row, column) => (rowReach(row) === 'outside' || columnReach(column) === 'outside' ? null : `x${row}_${column}`);
  const read = (row: number, column: number) => {
    const value = `${image.name}[line${row} + ${column * image.channels} + ${channel}]`;
    const condition = guard(row, column);
    return `let x${row}_${column} = ${condition ? `select(0.0, ${value}, ${condition})` : value};`;
  };
  const readFour = (row: number, first: number) => {
    const four = quadValue(
      `own${row}_${first}`,
      (which) =>
        `select(0.0, ${image.name}[line${row} + (${first} + ${which}) * ${image.channels} + ${channel}], inRow${row} && u32(column0 + ${first - haloColumns} + ${which}) < ${image.width}u)`,
      subgroups,
    );
    const columnsOfFour = range(Math.min(4, size.width - first)).filter((which) => patch(row, first + which));
    return lines(four.prepare, columnsOfFour.map((which) => `let x${row}_${first + which} = ${four.take(which)};`));
  };
  const readRow = (row: number): string[] =>
    shared
      ? range(Math.ceil(size.width / 4)).map((four) => readFour(row, 4 * four))
      : range(size.width).flatMap((column) => (patch(row, column) ? read(row, column) : []));

  return {
    perKernelRow: lines(
      range(size.height).map((row) =>
        lines(
          `let atRow${row} = row0 + kernelRow + ${row - haloRows};`,
          `let inRow${row} = u32(atRow${row}) < ${image.height}u;`,
          `let line${row} = ((image * ${image.height} + atRow${row}) * ${image.width} + column0 - ${haloColumns}) * ${image.channels};`,
        ),
      ),
      range(size.width).map((column) => `let inColumn${column} = u32(column0 + ${column - haloColumns}) < ${image.width}u;`),
    ),
    perChannel: lines(range(size.height).filter((row) => rowReach(row) !== 'outside').flatMap(readRow)),
    patch,
  };
}

/** Declares the tile's accumulators, `sum<channel>_<row>_<column>`, from an initial value per channel. */
export const declareSums = ({ tile }: TilePlan, initial: (channel: number) => string): string =>
  lines(
    range(tile.channels).map((channel) =>
      range(tile.height)
        .flatMap((row) => range(tile.width).map((column) => `var sum${channel}_${row}_${column} = ${initial(channel)};`))
        .join(' '),
    ),
  );

/**
 * Adds one channel's products to the tile's sums: sum[c][row][column] += sum over taps of patch[row + i][column + j] *
 * weight(c, i, j). One expression per accumulator over all taps keeps the sums in registers. All lanes of a quad use the
 * same weights, four channels at a time.
 *
 * @param weight index into `weights` of the weight for channel `channel` (an expression) of the tile and tap (i, j).
 */
export function correlate(plan: TilePlan, patch: Patch, weight: (channel: string, i: number, j: number) => string): string {
  const { shape, tile, rowsInBody, subgroups } = plan;
  const taps = range(rowsInBody).flatMap((i) => range(shape.kernelWidth).map((j) => ({ i, j })));
  const pixels = range(tile.height).flatMap((row) => range(tile.width).map((column) => ({ row, column })));

  const fourChannels = (first: number): string => {
    const own = taps.map(({ i, j }) => quadValue(`own${first}_${i}_${j}`, (which) => `weights[${weight(`${first} + ${which}`, i, j)}]`, subgroups));
    const oneChannel = (which: number): string => {
      const sums = pixels.map(({ row, column }) => {
        const products = taps.flatMap(({ i, j }) => {
          const value = patch(row + i, column + j);
          return value ? `${value} * w${i}_${j}` : [];
        });
        const sum = `sum${first + which}_${row}_${column}`;
        return products.length ? `${sum} += ${products.join(' + ')};` : '';
      });
      return lines('{', taps.map(({ i, j }, tap) => `let w${i}_${j} = ${own[tap]!.take(which)};`).join(' '), sums, '}');
    };
    return lines(own.map(({ prepare }) => prepare), range(Math.min(4, tile.channels - first)).map(oneChannel));
  };
  return lines(range(Math.ceil(tile.channels / 4)).map((four) => fourChannels(4 * four)));
}
