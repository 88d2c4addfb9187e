import type { BatchKernel } from '../device/dispatch.ts';
import { grid } from '../wgsl/grid.ts';
import { moduleText } from '../wgsl/module.ts';
import type { ConvShape } from './shape.ts';

/**
 * Adds the partial sums of a block's parameters, share by share:
 * (filterSums [shares, kh, kw, Cin, Cout], channelSums [channelShares, 2, Cout]) -> gradients of (filter, bias, slope).
 */
export function parameterSumsKernel({ kernelHeight, kernelWidth, inChannels, outChannels }: ConvShape, channelShares: number): BatchKernel {
  const weights = kernelHeight * kernelWidth * inChannels * outChannels;
  const workgroup = 16;
  return {
    program: {
      key: `convParameterSums/${weights}/${outChannels}/${channelShares}`,
      get code() {
        return moduleText(
          {
            inputs: { filterSums: 'f32', channelSums: `f32, ${2 * channelShares * outChannels}` },
            outputs: { filterGradient: `f32, ${weights}`, biasGradient: `f32, ${outChannels}`, slopeGradient: `f32, ${outChannels}` },
            workgroup,
          },
          'var sum = 0.0; let length = i32(arrayLength(&filterSums));',
          `if (index < ${weights}) {`,
          `for (var i = index; i < length; i += ${weights}) { sum += filterSums[i]; }`,
          'filterGradient[index] = sum;',
          `} else if (index < ${weights + 2 * outChannels}) {`,
          `let channel = index - ${weights};`,
          `for (var share = 0; share < ${channelShares}; share++) { sum += channelSums[share * ${2 * outChannels} + channel]; }`,
          `if (channel < ${outChannels}) { biasGradient[channel] = sum; } else { slopeGradient[channel - ${outChannels}] = sum; }`,
          '}',
        );
      },
    },
    workgroups: () => grid(weights + 2 * outChannels, workgroup),
  };
}
