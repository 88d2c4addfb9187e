import { range } from '../../wgsl/text.ts';
import type { ConvShape, Size } from '../shape.ts';
import { reach } from './tile.ts';
import type { ConvTile, TileAxis } from './tile.ts';

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
