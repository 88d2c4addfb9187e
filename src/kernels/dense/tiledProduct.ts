import { lines, range } from '../wgsl/text.ts';

/** A matrix product `out[row, column] = sum_step left[row, step] * right[step, column]` over flat buffers. */
export interface Product {
  /** WGSL u32 expressions: rows of the result, and steps of the sum. */
  readonly rows: string;
  readonly depth: string;
  readonly columns: number;
  /** Entry (row, step) is `buffer[row * stride + step * stepStride]`. */
  readonly left: { readonly buffer: string; readonly stride: number; readonly stepStride: number };
  /** Entry (step, column) is `buffer[column * stride + step * stepStride]`. */
  readonly right: { readonly buffer: string; readonly stride: number; readonly stepStride: number };
  /** WGSL statement that stores `sum` as entry (row, column). */
  readonly store: (row: string, column: string, sum: string) => string;
  /** Rows and columns that one invocation holds in registers. */
  readonly tile: Tile;
}

/** The part of a product that one invocation computes. */
export interface Tile {
  readonly rows: number;
  readonly columns: number;
}

/** Invocations that a product of this size takes. */
export function tileCount(rows: number, columns: number, tile: Tile): number {
  return Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
}

/**
 * WGSL statements for invocation `i` of a product: it computes tile number `i`, row-major, and returns where there is none.
 * Loads past an edge are clamped into the matrix and their sums are not stored.
 */
export function tiledProduct({ rows, depth, columns, left, right, store, tile }: Product): string {
  const each = (write: (r: number, c: number) => string) => range(tile.rows).flatMap((r) => range(tile.columns).map((c) => write(r, c)));
  const tiles = Math.ceil(columns / tile.columns);
  const even = columns % tile.columns === 0;
  const storeEntry = (r: number, c: number) => `${even ? '' : `if (column + ${c}u < ${columns}u) `}{ ${store(`(row + ${r}u)`, `(column + ${c}u)`, `s${r}_${c}`)} }`;
  return lines(
    `let rows = ${rows};`,
    `let row = i / ${tiles}u * ${tile.rows}u;`,
    `let column = i % ${tiles}u * ${tile.columns}u;`,
    'if (row >= rows) { return; }',
    range(tile.rows).map((r) => `let l${r} = min(row + ${r}u, rows - 1u) * ${left.stride}u;`),
    range(tile.columns).map((c) => `let r${c} = ${even ? `(column + ${c}u)` : `min(column + ${c}u, ${columns - 1}u)`} * ${right.stride}u;`),
    each((r, c) => `var s${r}_${c} = 0.0;`),
    `let depth = ${depth};`,
    'for (var step = 0u; step < depth; step++) {',
    `let l = step * ${left.stepStride}u;`,
    `let r = step * ${right.stepStride}u;`,
    range(tile.rows).map((row) => `let a${row} = ${left.buffer}[l + l${row}];`),
    range(tile.columns).map((column) => `let b${column} = ${right.buffer}[r + r${column}];`),
    each((row, column) => `s${row}_${column} += a${row} * b${column};`),
    '}',
    range(tile.rows).map((r) => lines(`if (row + ${r}u < rows) {`, range(tile.columns).map((c) => storeEntry(r, c)), '}')),
  );
}
