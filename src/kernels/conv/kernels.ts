import type { BatchKernel } from '../device/dispatch.ts';
import { filterGradientInRegions } from './regions/filterGradient.ts';
import { forwardInRegions } from './regions/forward.ts';
import { inputGradientInRegions } from './regions/inputGradient.ts';
import { filterGradientInRegisters } from './registers/filterGradient.ts';
import { forwardInRegisters } from './registers/forward.ts';
import { inputGradientInRegisters } from './registers/inputGradient.ts';
import type { ConvShape } from './shape.ts';
import type { ConvTile, FilterGradientKernel } from './parts/tile.ts';

// A block's three large kernels, each in the family that its tile belongs to: regions where it names one, else registers.

/**
 * Forward pass: (x, filter, bias, slope) -> (y, z).
 *
 * y [B, H', W', Cout] is the block's output; z, of the same shape, the pre-activation behind each of its entries, with
 * pooling marked with the corner of its window (`pool.ts`).
 */
export function forwardKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  return tile.region ? forwardInRegions(shape, tile, tile.region, subgroups) : forwardInRegisters(shape, tile, subgroups);
}

/**
 * Gradient with respect to the input: (dz, filter) -> dx [B, H, W, Cin], the correlation of the gradient of the convolution
 * (dz, spread over its windows where the block pools) with the flipped filter.
 */
export function inputGradientKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): BatchKernel {
  return tile.region ? inputGradientInRegions(shape, tile, tile.region, subgroups) : inputGradientInRegisters(shape, tile, subgroups);
}

/**
 * Partial sums of the gradient with respect to the filter: (x, dz) -> filterSums [shares, kh, kw, Cin, Cout].
 *
 * Every share adds its part of the batch in order and the parameter sums add the shares in order, so that the result is
 * repeatable.
 */
export function filterGradientKernel(shape: ConvShape, tile: ConvTile, subgroups: boolean): FilterGradientKernel {
  return tile.region ? filterGradientInRegions(shape, tile, tile.region, subgroups) : filterGradientInRegisters(shape, tile, subgroups);
}
