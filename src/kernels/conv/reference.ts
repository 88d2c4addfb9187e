import { outputSize } from './shape.ts';
import type { ConvShape } from './shape.ts';

/** A block's arguments as flat arrays in NHWC order: x [B, H, W, Cin], filter [kh, kw, Cin, Cout], bias and slope [Cout]. */
export interface ConvBlockArguments {
  readonly x: Float32Array;
  readonly filter: Float32Array;
  readonly bias: Float32Array;
  readonly slope: Float32Array;
}

/** Gradients with respect to the block's arguments, in their shapes. */
export type ConvBlockGradients = { readonly [Name in keyof ConvBlockArguments]: Float64Array };

/** Calls `visit` for every product of the convolution: indices into the pre-activation, x and the filter. */
function forEachProduct(shape: ConvShape, batch: number, visit: (z: number, x: number, filter: number) => void): void {
  const { height, width, kernelHeight, kernelWidth, inChannels, outChannels } = shape;
  for (let image = 0; image < batch; image++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        for (let kernelRow = 0; kernelRow < kernelHeight; kernelRow++)
          for (let kernelColumn = 0; kernelColumn < kernelWidth; kernelColumn++) {
            const fromRow = row + kernelRow - (kernelHeight >> 1);
            const fromColumn = column + kernelColumn - (kernelWidth >> 1);
            if (fromRow < 0 || fromRow >= height || fromColumn < 0 || fromColumn >= width) continue;
            const xPixel = (image * height + fromRow) * width + fromColumn;
            const zPixel = (image * height + row) * width + column;
            const tap = kernelRow * kernelWidth + kernelColumn;
            for (let input = 0; input < inChannels; input++)
              for (let output = 0; output < outChannels; output++)
                visit(zPixel * outChannels + output, xPixel * inChannels + input, (tap * inChannels + input) * outChannels + output);
          }
}

/** z = conv2d(x, filter) + bias, shape [B, H, W, Cout]. */
function preActivation({ x, filter, bias }: ConvBlockArguments, shape: ConvShape, batch: number): Float64Array {
  const { height, width, outChannels } = shape;
  const z = Float64Array.from({ length: batch * height * width * outChannels }, (_, i) => bias[i % outChannels]!);
  forEachProduct(shape, batch, (zAt, xAt, filterAt) => (z[zAt]! += x[xAt]! * filter[filterAt]!));
  return z;
}

/** For every entry of the output, the index in the pre-activation of the entry that it shows. */
function sources(activated: Float64Array, shape: ConvShape, batch: number): Int32Array {
  const { height, width, outChannels, pool } = shape;
  if (!pool) return Int32Array.from(activated.keys());
  const size = outputSize(shape);
  const from = new Int32Array(batch * size.height * size.width * outChannels);
  for (let i = 0; i < from.length; i++) {
    const channel = i % outChannels;
    const window = (i - channel) / outChannels;
    const column = window % size.width;
    const row = ((window - column) / size.width) % size.height;
    const image = Math.floor(window / (size.width * size.height));
    const at = (dy: number, dx: number) => ((image * height + 2 * row + dy) * width + 2 * column + dx) * outChannels + channel;
    const corners = [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
    from[i] = corners.reduce((best, corner) => (activated[corner]! > activated[best]! ? corner : best));
  }
  return from;
}

/**
 * The convolution block in plain loops and double precision, the specification its kernels are tested against:
 *
 *     z = conv2d(x, filter, stride 1, "same") + bias
 *     a = z > 0 ? z : slope * z                              PReLU, one slope per channel
 *     y = a, or the largest a of every 2x2 window            first in row-major order among equals
 *
 * Given `dy`, also the gradients of sum(dy * y): the gradient reaches z only at the entries y shows, times 1 or the slope;
 * dL/dslope = sum dy * min(z, 0).
 */
export function convBlockReference(
  values: ConvBlockArguments,
  shape: ConvShape,
  dy?: Float32Array,
): { readonly y: Float64Array; readonly gradients: ConvBlockGradients } {
  const { height, width, inChannels, outChannels } = shape;
  const batch = values.x.length / (height * width * inChannels);
  const z = preActivation(values, shape, batch);
  const a = z.map((value, i) => (value > 0 ? value : value * values.slope[i % outChannels]!));
  const from = sources(a, shape, batch);
  const y = Float64Array.from(from, (i) => a[i]!);

  const gradients = {
    x: new Float64Array(values.x.length),
    filter: new Float64Array(values.filter.length),
    bias: new Float64Array(outChannels),
    slope: new Float64Array(outChannels),
  };
  const dz = new Float64Array(z.length);
  dy?.forEach((gradient, i) => {
    const at = from[i]!;
    const channel = i % outChannels;
    dz[at] = gradient * (z[at]! > 0 ? 1 : values.slope[channel]!);
    gradients.bias[channel]! += dz[at]!;
    gradients.slope[channel]! += gradient * Math.min(z[at]!, 0);
  });
  forEachProduct(shape, batch, (zAt, xAt, filterAt) => {
    gradients.x[xAt]! += dz[zAt]! * values.filter[filterAt]!;
    gradients.filter[filterAt]! += dz[zAt]! * values.x[xAt]!;
  });
  return { y, gradients };
}
