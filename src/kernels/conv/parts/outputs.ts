import { allOf, lines, range } from '../../wgsl/text.ts';
import { pixelsOf } from './plan.ts';
import type { TilePlan } from './plan.ts';
import { poolWindow } from './pool.ts';
import { outputSize } from '../shape.ts';
import { reach } from './tile.ts';

/** Stores the outputs of all channels for the tile's pixel (row, column), or the window that begins there. */
function storeOutput({ shape, tile, rows, columns, extent }: TilePlan, row: number, column: number): string {
  const { outChannels, pool } = shape;
  const size = outputSize(shape);
  const step = pool ? 2 : 1;
  const inside = allOf(
    reach(rows, row, extent.height) === 'inside' ? '' : `outRow < ${size.height}`,
    reach(columns, column, extent.width) === 'inside' ? '' : `outColumn < ${size.width}`,
  );
  const storeChannel = (channel: number): string => {
    const sum = (dy: number, dx: number) => `sum${channel}_${row + dy}_${column + dx}`;
    const activate = pool
      ? [`let z0 = ${sum(0, 0)}; let z1 = ${sum(0, 1)}; let z2 = ${sum(1, 0)}; let z3 = ${sum(1, 1)};`, poolWindow(`slope${channel}`)]
      : [`let before = ${sum(0, 0)};`, `let activated = select(slope${channel} * before, before, before > 0.0);`];
    return lines(
      outChannels % tile.channels === 0 ? '{' : `if (channel0 + ${channel} < ${outChannels}) {`,
      activate,
      `y[at + ${channel}] = activated; z[at + ${channel}] = before;`,
      '}',
    );
  };
  return lines(
    '{',
    `let outRow = (row0 + ${row}) / ${step}; let outColumn = (column0 + ${column}) / ${step};`,
    inside ? `if (${inside}) {` : '{',
    `let at = ((image * ${size.height} + outRow) * ${size.width} + outColumn) * ${outChannels} + channel0;`,
    range(tile.channels).map(storeChannel),
    '}',
    '}',
  );
}

/** Stores what the forward pass makes of a tile's sums: the outputs of all its pixels, or windows. Needs `slope<channel>`. */
export function storeOutputs(plan: TilePlan): string[] {
  const step = plan.shape.pool ? 2 : 1;
  return pixelsOf(plan).flatMap(({ row, column }) => (row % step || column % step ? [] : storeOutput(plan, row, column)));
}

function storePixel({ shape, tile, rows, columns }: TilePlan, { row, column }: { row: number; column: number }): string {
  const { height, width, inChannels } = shape;
  const inside = allOf(
    reach(rows, row, height) === 'inside' ? '' : `u32(row0 + ${row}) < ${height}u`,
    reach(columns, column, width) === 'inside' ? '' : `u32(column0 + ${column}) < ${width}u`,
  );
  return lines(
    inside ? `if (${inside}) {` : '{',
    `let at = ((image * ${height} + row0 + ${row}) * ${width} + column0 + ${column}) * ${inChannels} + channel0;`,
    range(tile.channels).map((channel) => {
      const store = `dx[at + ${channel}] = sum${channel}_${row}_${column};`;
      return inChannels % tile.channels === 0 ? store : `if (channel0 + ${channel} < ${inChannels}) { ${store} }`;
    }),
    '}',
  );
}

/** Stores a tile's sums as the gradient of the input's pixels. */
export const storePixels = (plan: TilePlan): string[] => pixelsOf(plan).map((pixel) => storePixel(plan, pixel));
