import { forwardPlan } from './convForward.ts';
import { inputGradientPlan } from './convInputGradient.ts';
import { patchSize, pixelsOf, tilesPerImage } from './convCorrelate.ts';
import type { Size, TilePlan } from './convCorrelate.ts';
import type { ConvShape } from './convShape.ts';
import type { ConvTile, ConvVariant } from './convTile.ts';
import { convolvedSize, reach } from './convTile.ts';
import { range } from './wgsl.ts';

// Costs on SwiftShader in units of one multiply-add, as measured in the kernels' own loops.
const loadCost = 16;
const broadcastCost = 3;
const accumulatorCost = 2;

/** Multiply-adds in a loop's body beyond which SwiftShader takes seconds to compile it and its code leaves the cache. */
const largestBody = 1300;

/** Work of a kernel's loop body: multiply-adds, and values of the patch that are not zero for every tile. */
function bodyWork(plan: TilePlan, source: Size): { readonly products: number; readonly patchValues: number } {
  const { shape, tile, rows, columns, rowsInBody } = plan;
  const size = patchSize(plan);
  const rowPresent = range(size.height).map((row) => reach(rows, row - (shape.kernelHeight >> 1), source.height, shape.kernelHeight - rowsInBody) !== 'outside');
  const columnPresent = range(size.width).map((column) => reach(columns, column - (shape.kernelWidth >> 1), source.width) !== 'outside');
  const pixels = pixelsOf(plan);
  const count = (present: boolean[], first: number, taps: number) => range(taps).filter((tap) => present[first + tap]).length;
  const products = pixels.reduce((sum, { row, column }) => sum + count(rowPresent, row, rowsInBody) * count(columnPresent, column, shape.kernelWidth), 0);
  return {
    products: products * tile.channels,
    patchValues: rowPresent.filter(Boolean).length * columnPresent.filter(Boolean).length,
  };
}

/** Cost of a correlation kernel for one image and one channel of its loop; infinite where a body gets too large. */
function correlationCost(plan: TilePlan, source: Size, channels: number, valuesPerLoad: number): number {
  const { shape, tile, rowsInBody, subgroups } = plan;
  const { products, patchValues } = bodyWork(plan, source);
  if (products > largestBody) return Infinity;
  const weights = rowsInBody * shape.kernelWidth * tile.channels;
  const loads = patchValues / valuesPerLoad + (subgroups ? weights / 4 : weights);
  const body = products + loadCost * loads + (subgroups ? broadcastCost * weights : 0) + accumulatorCost * pixelsOf(plan).length * tile.channels;
  return body * tilesPerImage(plan) * Math.ceil(channels / tile.channels) * (shape.kernelHeight / rowsInBody);
}

const powerOfTwo = (count: number, most: number): number => Math.min(most, 2 ** Math.ceil(Math.log2(count)));

/** Sizes to try along an axis: those that cover it with 1, 2, 3, ... tiles. */
function sizesOf(extent: number, most: number, step: number): number[] {
  const sizes = range(Math.ceil(extent / step)).map((tiles) => Math.ceil(extent / (tiles + 1) / step) * step);
  return [...new Set(sizes)].filter((size) => size <= most);
}

function correlationTile(extent: Size, step: number, channels: number, cost: (tile: ConvTile) => number): ConvTile {
  const candidates = sizesOf(extent.height, 8, step).flatMap((height) =>
    sizesOf(extent.width, 28, step).flatMap((width) =>
      [4, 8].flatMap((most) =>
        (['all', 'one'] as const).map((kernelRows): ConvTile => ({ height, width, channels: powerOfTwo(channels, most), kernelRows, workgroup: 16 })),
      ),
    ),
  );
  const costs = candidates.map(cost);
  const best = costs.indexOf(Math.min(...costs));
  return candidates[best]!;
}

/** A tile for adapters that compute on a CPU: as large a register tile as pays, by the costs above. */
function chooseVariant(shape: ConvShape, subgroups: boolean): ConvVariant {
  const { height, width, inChannels, outChannels, pool } = shape;
  const step = pool ? 2 : 1;
  const early = (kernel: number) => (pool ? (kernel >> 1) % 2 : 0);
  const withStart = { height: height + early(shape.kernelHeight), width: width + early(shape.kernelWidth) };
  const lanesOverInputs = inChannels > 2;
  const largeKernel = shape.kernelHeight * shape.kernelWidth > 9;
  return {
    subgroups,
    forward: correlationTile(convolvedSize(shape), step, outChannels, (tile) => correlationCost(forwardPlan(shape, tile, subgroups), shape, outChannels, 1)),
    inputGradient: correlationTile(withStart, step, inChannels, (tile) =>
      correlationCost(inputGradientPlan(shape, tile, subgroups), convolvedSize(shape), inChannels, pool ? (tile.kernelRows === 'all' ? 4 : 2) : 1),
    ),
    filterGradient: {
      height: Math.min(2, height),
      width: lanesOverInputs ? Math.min(2, width) : sizesOf(convolvedSize(shape).width, largeKernel ? 8 : 14, step)[0]!,
      channels: lanesOverInputs ? powerOfTwo(outChannels, 16) : powerOfTwo(Math.ceil(outChannels / 4), 8),
      kernelRows: largeKernel ? 'one' : 'all',
      workgroup: 4,
    },
  };
}

const chosen = new Map<string, ConvVariant>();

/**
 * Tiles for adapters that compute on a CPU (SwiftShader): register tiles without workgroup memory or barriers, as large as
 * the costs of loads there make worthwhile. The choice depends on nothing but its arguments and is kept.
 */
export function cpuVariant(shape: ConvShape, subgroups: boolean): ConvVariant {
  const key = `${Object.values(shape).join()}/${subgroups}`;
  let variant = chosen.get(key);
  if (!variant) chosen.set(key, (variant = chooseVariant(shape, subgroups)));
  return variant;
}
