import { quadValue } from '../../wgsl/quad.ts';
import { allOf, lines, loop, range, zeroUnless } from '../../wgsl/text.ts';
import type { Patch } from '../parts/correlation.ts';
import { patchSize, tilesPerImage } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { reach } from '../parts/tile.ts';

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
