import { channelShares } from './convActivationGradient.ts';
import type { ConvShape } from './convShape.ts';
import { grid, lines, moduleText } from './wgsl.ts';
import type { BatchKernel } from './wgsl.ts';

/**
 * Adds the partial sums of a block's parameters, share by share:
 * (filterSums [shares, kh, kw, Cin, Cout], channelSums [32, 2, Cout]) -> gradients of (filter, bias, slope).
 */
export function parameterSumsKernel({ kernelHeight, kernelWidth, inChannels, outChannels }: ConvShape): BatchKernel {
  const weights = kernelHeight * kernelWidth * inChannels * outChannels;
  const workgroup = 16;
  return {
    program: {
      key: `convParameterSums/${weights}/${outChannels}`,
      get code() {
        return moduleText(
          {
            inputs: { filterSums: 'f32', channelSums: 'f32' },
            outputs: { filterGradient: 'f32', biasGradient: 'f32', slopeGradient: 'f32' },
            workgroup,
            subgroups: false,
          },
          lines(
            'var sum = 0.0;',
            `if (index < ${weights}) {`,
            `for (var i = index; i < i32(arrayLength(&filterSums)); i += ${weights}) { sum += filterSums[i]; }`,
            'filterGradient[index] = sum;',
            `} else if (index < ${weights + 2 * outChannels}) {`,
            `let channel = index - ${weights};`,
            `for (var share = 0; share < ${channelShares}; share++) { sum += channelSums[share * ${2 * outChannels} + channel]; }`,
            `if (channel < ${outChannels}) { biasGradient[channel] = sum; } else { slopeGradient[channel - ${outChannels}] = sum; }`,
            '}',
          ),
        );
      },
    },
    workgroups: () => grid(weights + 2 * outChannels, workgroup),
  };
}
