import { PlaygroundError } from '../../errors.ts';

/** Height and width in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** The sizes of a convolution block: stride 1, "same" padding, optionally 2x2 max-pooling with stride 2 (floor). */
export interface ConvShape {
  readonly height: number;
  readonly width: number;
  /** Odd. */
  readonly kernelHeight: number;
  /** Odd. */
  readonly kernelWidth: number;
  readonly inChannels: number;
  readonly outChannels: number;
  readonly pool: boolean;
}

const listed = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function requireRank(name: string, shape: readonly number[], rank: number): void {
  if (shape.length !== rank) {
    throw new PlaygroundError(
      `A convolution block needs ${name} of rank ${rank}, but got rank ${shape.length} with shape ${listed(shape)}.`,
      `Reshape ${name} to ${rank} dimensions.`,
    );
  }
}

function requireOdd(side: string, size: number): void {
  if (size % 2 === 0) {
    throw new PlaygroundError(`A convolution block needs an odd kernel, but its ${side} is ${size}.`, `Use ${size - 1} or ${size + 1}.`);
  }
}

function requireChannels(name: string, found: number, filter: readonly number[], expected: number): void {
  if (found !== expected) {
    throw new PlaygroundError(
      `The convolution filter ${listed(filter)} works on ${expected} channels, but ${name} has ${found}.`,
      `Give ${name} ${expected} channels, or make a filter for ${found}.`,
    );
  }
}

/**
 * The sizes of a block from its tensors' shapes: x [B, H, W, Cin], filter [kh, kw, Cin, Cout], bias [Cout], slope [Cout].
 *
 * @throws PlaygroundError for a wrong rank, an even kernel, channels that do not match, an empty dimension, or an image
 *   too small to pool.
 */
export function convShapeOf(
  x: readonly number[],
  filter: readonly number[],
  bias: readonly number[],
  slope: readonly number[],
  pool: boolean,
): ConvShape {
  requireRank('x', x, 4);
  requireRank('the filter', filter, 4);
  requireRank('the bias', bias, 1);
  requireRank('the slope', slope, 1);
  const [batch, height, width, xChannels] = x as [number, number, number, number];
  const [kernelHeight, kernelWidth, inChannels, outChannels] = filter as [number, number, number, number];
  requireOdd('height', kernelHeight);
  requireOdd('width', kernelWidth);
  requireChannels('x', xChannels, filter, inChannels);
  requireChannels('the bias', bias[0]!, filter, outChannels);
  requireChannels('the slope', slope[0]!, filter, outChannels);
  const smallest = pool ? 2 : 1;
  if (batch < 1 || height < smallest || width < smallest || inChannels < 1 || outChannels < 1) {
    throw new PlaygroundError(
      `A convolution block ${pool ? 'with pooling ' : ''}needs at least one image of ${smallest}x${smallest} pixels and one channel, but x is ${listed(x)} and the filter ${listed(filter)}.`,
      pool ? 'Use larger images, or a block without pooling.' : 'Leave no dimension empty.',
    );
  }
  return { height, width, kernelHeight, kernelWidth, inChannels, outChannels, pool };
}

/** Height and width of the block's output: halved and rounded down where it pools. */
export function outputSize({ height, width, pool }: ConvShape): Size {
  return pool ? { height: height >> 1, width: width >> 1 } : { height, width };
}

/** Pixels of the convolution that matter: all, or with pooling those that belong to a window. */
export function convolvedSize(shape: ConvShape): Size {
  const { height, width } = outputSize(shape);
  return shape.pool ? { height: 2 * height, width: 2 * width } : { height, width };
}
