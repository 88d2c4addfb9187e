import { quadValue } from '../../wgsl/quad.ts';
import { lines, range } from '../../wgsl/text.ts';
import { pixelsOf } from './plan.ts';
import type { TilePlan } from './plan.ts';

/** Names of a patch's values, by row and column of the patch; null where the value is zero for every tile. */
export type Patch = (row: number, column: number) => string | null;

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
