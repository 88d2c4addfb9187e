import { range } from '../../wgsl/text.ts';
import { patchSize, pixelsOf, tilesPerImage } from '../parts/plan.ts';
import type { TilePlan } from '../parts/plan.ts';
import { convolvedSize } from '../shape.ts';
import type { ConvShape, Size } from '../shape.ts';
import { reach } from '../parts/tile.ts';
import type { ConvTile, ConvVariant } from '../parts/tile.ts';
import { dealWeights } from './filterGradient.ts';
import { forwardPlan } from './forward.ts';
import { inputGradientPlan } from './inputGradient.ts';

// Costs on SwiftShader in units of one multiply-add, from timing the kernels with parts of them left out.
const loadCost = 16;
const broadcastCost = 7;
const spreadCost = 4;
// Per accumulator and turn of the loop; those of the filter gradient are fewer and stay in registers more often.
const correlationSumCost = 6;
const filterSumCost = 2;

// Multiply-adds in a loop's body beyond which SwiftShader takes seconds to compile it and its code leaves the cache; kernels of
// more than 3x3 taps gain more than that costs.
const largestCorrelationBody = { smallKernel: 1300, largeKernel: 2800 };
const largestFilterBody = 500;

/** Work of a kernel's loop body: multiply-adds, and values of the patch that are not zero for every tile. */
function bodyWork(plan: TilePlan, source: Size): { readonly products: number; readonly patchValues: number } {
  const { shape, tile, rows, columns, rowsInBody } = plan;
  const { kernelHeight, kernelWidth } = shape;
  const size = patchSize(plan);
  const rowUsed = range(size.height).map((row) => reach(rows, row - (kernelHeight >> 1), source.height, kernelHeight - rowsInBody) !== 'outside');
  const columnUsed = range(size.width).map((column) => reach(columns, column - (kernelWidth >> 1), source.width) !== 'outside');
  const count = (used: boolean[], first: number, taps: number) => used.slice(first, first + taps).filter(Boolean).length;
  const products = pixelsOf(plan).reduce((sum, { row, column }) => sum + count(rowUsed, row, rowsInBody) * count(columnUsed, column, kernelWidth), 0);
  return { products: products * tile.channels, patchValues: rowUsed.filter(Boolean).length * columnUsed.filter(Boolean).length };
}

/** Cost of runs of `length` values that a quad's lanes share, each lane loading one of four. */
const sharedCost = (runs: number, length: number, subgroups: boolean): number =>
  runs * (subgroups ? loadCost * Math.ceil(length / 4) + broadcastCost * length : loadCost * length);

/** Cost of a forward or input gradient kernel for one image and one turn of its channel loop. */
function correlationCost(plan: TilePlan, source: Size, channels: number, valuesPerLoad: number): number {
  const { shape, tile, rowsInBody, subgroups } = plan;
  const { products, patchValues } = bodyWork(plan, source);
  const large = shape.kernelHeight * shape.kernelWidth > 9;
  if (products > largestCorrelationBody[large ? 'largeKernel' : 'smallKernel']) return Infinity;
  const body =
    products +
    (loadCost * patchValues) / valuesPerLoad +
    sharedCost(rowsInBody * shape.kernelWidth, tile.channels, subgroups) +
    correlationSumCost * pixelsOf(plan).length * tile.channels;
  return body * tilesPerImage(plan) * Math.ceil(channels / tile.channels) * (shape.kernelHeight / rowsInBody);
}

/** Cost of the filter gradient for one image and one quad of input channels. */
function filterCost(plan: TilePlan): number {
  const { shape, tile, rowsInBody, subgroups } = plan;
  const { products, patchValues } = bodyWork(plan, shape);
  if (products > largestFilterBody) return Infinity;
  const deal = dealWeights(shape, tile);
  const outputs = (tile.height * tile.width) / (shape.pool ? 4 : 1);
  const gradients = outputs * tile.channels;
  const loads =
    deal.lanes === 'inputs'
      ? loadCost * patchValues + sharedCost(outputs, tile.channels, subgroups)
      : sharedCost(1, patchValues, subgroups) + loadCost * gradients;
  const body = products + loads + (shape.pool ? spreadCost * gradients : 0) + filterSumCost * rowsInBody * shape.kernelWidth * tile.channels;
  return body * tilesPerImage(plan) * deal.outGroups * deal.rowGroups;
}

/** Sizes to try along an axis: those that cover it with 1, 2, 3, ... tiles. */
function sizesOf(extent: number, most: number, step: number): number[] {
  const sizes = range(Math.ceil(extent / step)).map((more) => Math.ceil(extent / (more + 1) / step) * step);
  return [...new Set(sizes)].filter((size) => size <= most);
}

const powerOfTwo = (count: number): number => 2 ** Math.ceil(Math.log2(count));

function cheapest(extent: Size, pool: boolean, channels: readonly number[], workgroup: number, cost: (tile: ConvTile) => number): ConvTile {
  const step = pool ? 2 : 1;
  const candidates = sizesOf(extent.height, 8, step).flatMap((height) =>
    sizesOf(extent.width, 28, step).flatMap((width) =>
      channels.flatMap((count) => (['all', 'one'] as const).map((kernelRows): ConvTile => ({ height, width, channels: count, kernelRows, workgroup }))),
    ),
  );
  const costs = candidates.map(cost);
  return candidates[costs.indexOf(Math.min(...costs))]!;
}

function chooseVariant(shape: ConvShape, subgroups: boolean): ConvVariant {
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels, pool } = shape;
  const upTo = (most: number, count: number) => [2, 4, 8, 16].filter((tile) => tile <= most).map((tile) => Math.min(tile, powerOfTwo(count)));
  const convolved = convolvedSize(shape);
  const early = (kernel: number) => (pool ? (kernel >> 1) % 2 : 0);
  const reached = { height: height + early(kernelHeight), width: width + early(kernelWidth) };
  const pixelsPerLoad = (tile: ConvTile) => (pool ? (tile.kernelRows === 'all' ? 4 : 2) : 1);
  return {
    subgroups,
    channelShares: 32,
    forward: cheapest(convolved, pool, upTo(8, outChannels), 16, (tile) => correlationCost(forwardPlan(shape, tile, subgroups), shape, outChannels, 1)),
    inputGradient: cheapest(reached, pool, upTo(8, inChannels), 16, (tile) =>
      correlationCost(inputGradientPlan(shape, tile, subgroups), convolved, inChannels, pixelsPerLoad(tile)),
    ),
    filterGradient: cheapest(convolved, pool, upTo(16, outChannels), 4, (tile) => filterCost(forwardPlan(shape, tile, subgroups))),
  };
}

/**
 * The same with small tiles where they change no bit of the results: every sum of the forward pass and of the input gradient
 * adds the same products in the same order, whatever the tile. They compile several times faster and run slower. The filter
 * gradient's order of sums depends on its tile, which stays.
 */
export function quickVariant({ forward, inputGradient, ...rest }: ConvVariant): ConvVariant {
  const quick = ({ kernelRows, workgroup }: ConvTile): ConvTile => ({ height: 2, width: 2, channels: 4, kernelRows, workgroup });
  return { ...rest, forward: quick(forward), inputGradient: quick(inputGradient) };
}

const chosen = new Map<string, ConvVariant>();

/**
 * Tiles for adapters that compute on a CPU (SwiftShader): register tiles without workgroup memory or barriers, the cheapest
 * by the costs of loads, broadcasts and multiply-adds there. The choice depends on nothing but the arguments and is kept.
 */
export function variantInRegisters(shape: ConvShape, subgroups: boolean): ConvVariant {
  const key = `${Object.values(shape).join()}/${subgroups}`;
  let variant = chosen.get(key);
  if (!variant) chosen.set(key, (variant = chooseVariant(shape, subgroups)));
  return variant;
}
