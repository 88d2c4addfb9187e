import type { BatchKernel } from '../../device/dispatch.ts';
import { grid } from '../../wgsl/grid.ts';
import { moduleText } from '../../wgsl/module.ts';
import { storePixels } from '../parts/outputs.ts';
import { outputSize } from '../shape.ts';
import type { ConvShape } from '../shape.ts';
import { tileKey } from '../parts/tile.ts';
import type { ConvTile, RegionSpec } from '../parts/tile.ts';
import { correlateRegion, correlationArrays, correlationWorkgroup } from './correlation.ts';
import { loadGradient, regionPlan, regionsPerImage } from './region.ts';

/** The gradient of the input in regions, see `inputGradientKernel`; how they correlate, see `correlateRegion`. */
export function inputGradientInRegions(shape: ConvShape, tile: ConvTile, spec: RegionSpec, subgroups: boolean): BatchKernel {
  const { plan, region } = regionPlan(shape, tile, spec, shape, subgroups);
  const { kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  const { height, width } = outputSize(shape);
  return {
    program: {
      key: `convInputGradient/${tileKey(shape, tile, subgroups)}`,
      get code() {
        return moduleText(
          { inputs: { dz: 'f32', filterValues: 'f32' }, outputs: { dx: 'f32' }, shared: correlationArrays(shape, tile, spec), workgroup: correlationWorkgroup(spec), subgroups },
          correlateRegion(plan, region, {
            sourceChannels: outChannels,
            madeChannels: inChannels,
            loadSource: loadGradient(shape),
            weight: `filterValues[((${kernelHeight - 1} - i) * ${kernelWidth * inChannels} + (${kernelWidth - 1} - j) * ${inChannels} + made) * ${outChannels} + channel]`,
            images: `i32(arrayLength(&dz)) / ${height * width * outChannels}`,
            initial: () => '0.0',
          }),
          storePixels(plan),
        );
      },
    },
    workgroups: (batch) => grid(batch * regionsPerImage(region), 1, Math.ceil(inChannels / (spec.groups * tile.channels))),
  };
}
