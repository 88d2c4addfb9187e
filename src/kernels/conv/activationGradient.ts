import type { BatchKernel } from '../device/dispatch.ts';
import { grid } from '../wgsl/grid.ts';
import { moduleText } from '../wgsl/module.ts';
import { withCorner, withoutCorner } from './parts/pool.ts';
import type { ConvShape } from './shape.ts';

/**
 * Gradient of the activation: (dy, z, slope) -> (dz, channelSums).
 *
 * dz = dy * (z > 0 ? 1 : slope), in dy's shape [B, H', W', Cout]; with pooling it is marked with its corner, as z is.
 * channelSums [shares, 2, Cout] are partial sums of dz (for the bias) and of dy * min(z, 0) (for the slope), which the
 * parameter sums add in a fixed order.
 *
 *     invocation = (share, channel)
 *     for each of the share's pixels: store dz, add to both sums
 */
export function activationGradientKernel({ outChannels, pool }: ConvShape, shares: number): BatchKernel {
  const invocations = shares * outChannels;
  const workgroup = shares > 32 ? 64 : 8;
  return {
    program: {
      key: `convActivationGradient/${outChannels}${pool ? 'pool' : ''}/${shares}`,
      get code() {
        return moduleText(
          {
            inputs: { dy: 'f32', z: 'f32', slope: `f32, ${outChannels}` },
            outputs: { dz: 'f32', channelSums: `f32, ${2 * invocations}` },
            workgroup,
          },
          `if (index >= ${invocations}) { return; }`,
          `let channel = index % ${outChannels};`,
          `let share = index / ${outChannels};`,
          'let negativeSlope = slope[channel];',
          'let length = i32(arrayLength(&dy));',
          'var biasSum = 0.0; var slopeSum = 0.0;',
          `for (var i = index; i < length; i += ${invocations}) {`,
          `let marked = z[i]; let before = ${pool ? withoutCorner('marked') : 'marked'};`,
          'let above = dy[i];',
          'let through = select(above * negativeSlope, above, before > 0.0);',
          `dz[i] = ${pool ? withCorner('through', '(bitcast<u32>(marked) & 3u)') : 'through'};`,
          'biasSum += through; slopeSum += above * min(before, 0.0);',
          '}',
          `channelSums[share * ${2 * outChannels} + channel] = biasSum;`,
          `channelSums[share * ${2 * outChannels} + ${outChannels} + channel] = slopeSum;`,
        );
      },
    },
    workgroups: () => grid(invocations, workgroup),
  };
}
