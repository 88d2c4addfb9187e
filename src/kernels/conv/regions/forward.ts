import type { BatchKernel } from '../../device/dispatch.ts';
import { grid } from '../../wgsl/grid.ts';
import { moduleText } from '../../wgsl/module.ts';
import { range } from '../../wgsl/text.ts';
import { storeOutputs } from '../parts/outputs.ts';
import { convolvedSize } from '../shape.ts';
import type { ConvShape } from '../shape.ts';
import { tileKey } from '../parts/tile.ts';
import type { ConvTile, RegionSpec } from '../parts/tile.ts';
import { correlateRegion, correlationArrays, correlationWorkgroup } from './correlation.ts';
import { loadInput, regionPlan, regionsPerImage } from './region.ts';

/** The forward pass in regions, see `forwardKernel`; how they correlate, see `correlateRegion`. */
export function forwardInRegions(shape: ConvShape, tile: ConvTile, spec: RegionSpec, subgroups: boolean): BatchKernel {
  const { plan, region } = regionPlan(shape, tile, spec, convolvedSize(shape), subgroups);
  const { height, width, inChannels, outChannels, kernelWidth } = shape;
  return {
    program: {
      key: `convForward/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return moduleText(
          { inputs: { x: 'f32', filterValues: 'f32', bias: 'f32', slope: 'f32' }, outputs: { y: 'f32', z: 'f32' }, shared: correlationArrays(shape, tile, spec), workgroup: correlationWorkgroup(spec), subgroups },
          correlateRegion(plan, region, {
            sourceChannels: inChannels,
            madeChannels: outChannels,
            loadSource: loadInput(shape),
            weight: `filterValues[((i * ${kernelWidth} + j) * ${inChannels} + channel) * ${outChannels} + made]`,
            images: `i32(arrayLength(&x)) / ${height * width * inChannels}`,
            initial: (channel) => `bias[channel0 + ${channel}]`,
          }),
          range(tile.channels).map((channel) => `let slope${channel} = slope[channel0 + ${channel}];`),
          storeOutputs(plan),
        );
      },
    },
    workgroups: (batch) => grid(batch * regionsPerImage(region), 1, Math.ceil(outChannels / (spec.groups * tile.channels))),
  };
}
