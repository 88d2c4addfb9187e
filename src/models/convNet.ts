import { reshape } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../errors.ts';
import { convBlock } from '../kernels/conv/block.ts';
import { dense } from '../kernels/dense/dense.ts';
import type { Architecture } from './catalog.ts';
import type { Body, ModelShape } from './model.ts';
import { ParameterList } from './parameters.ts';
import type { Initializer } from './parameters.ts';

/** PReLU's slope before training, as in PyTorch. */
const initialSlope = 0.25;

interface ConvLayer {
  readonly filter: Variable;
  readonly bias: Variable;
  readonly slope: Variable;
  readonly pool: boolean;
}

function buildConvolutions(list: ParameterList, { widths, kernel, convolutionsPerBlock }: Architecture, channels: number, initialize: Initializer): ConvLayer[] {
  const sizes = widths.flatMap((width) => Array.from({ length: convolutionsPerBlock }, (_, i) => ({ width, pool: i === convolutionsPerBlock - 1 })));
  const layers = sizes.map(({ width, pool }, i) => {
    const inputs = i === 0 ? channels : sizes[i - 1]!.width;
    const fanIn = inputs * kernel * kernel;
    const shape = [kernel, kernel, inputs, width];
    const filter = list.add(`conv${i + 1}/filter`, initialize(shape, fanIn), shape);
    const bias = list.add(`conv${i + 1}/bias`, initialize([width], fanIn), [width]);
    return { filter, bias, width, pool };
  });
  return layers.map(({ width, ...layer }, i) => ({ ...layer, slope: list.add(`conv${i + 1}/slope`, new Float32Array(width).fill(initialSlope), [width]) }));
}

/** Length of the flattened map after the blocks: each halves height and width, rounding down. */
function flattenedLength({ widths }: Architecture, { height, width }: { readonly height: number; readonly width: number }): number {
  const rows = height >> widths.length;
  const columns = width >> widths.length;
  if (rows < 1 || columns < 1) {
    throw new PlaygroundError(
      `Images of ${height}x${width} are too small for ${widths.length} poolings by 2.`,
      `Use images of at least ${2 ** widths.length}x${2 ** widths.length} pixels or a model with fewer blocks.`,
    );
  }
  return rows * columns * widths.at(-1)!;
}

/**
 * A convolutional network of the catalog's form: per block, convolutions ("same", stride 1, bias) each with a PReLU of one
 * slope per channel, and a max-pool 2x2 at the block's end; flatten in row, column, channel order; a dense layer with PReLU
 * where `hidden` is not 0; a dense layer to the D features without activation.
 *
 * @throws PlaygroundError for embeddings, and when the images are too small for the poolings.
 */
export function createConvBody(architecture: Architecture, { example, dimension }: ModelShape, initialize: Initializer): Body {
  if (!('height' in example)) throw new PlaygroundError(`A convolutional network reads images; these examples are embeddings of ${example.length} numbers.`, 'Choose a model for embeddings.');
  const { hidden } = architecture;
  const flat = flattenedLength(architecture, example);
  const list = new ParameterList();
  const convolutions = buildConvolutions(list, architecture, example.channels, initialize);
  const addDense = (name: string, inputs: number, outputs: number) => ({
    weight: list.add(`${name}/weight`, initialize([inputs, outputs], inputs), [inputs, outputs]),
    bias: list.add(`${name}/bias`, initialize([outputs], inputs), [outputs]),
  });
  const hiddenLayer = hidden > 0 ? { ...addDense('hidden', flat, hidden), slope: list.add('hidden/slope', new Float32Array(hidden).fill(initialSlope), [hidden]) } : null;
  const featureLayer = addDense('features', hidden || flat, dimension);

  const features = (images: Tensor): Tensor2D => {
    let maps = images as Tensor4D;
    convolutions.forEach(({ filter, bias, slope, pool }, i) => {
      maps = convBlock(maps, filter as Tensor4D, bias as Tensor1D, slope as Tensor1D, { pool, inputGradient: i > 0 });
    });
    const flattened: Tensor2D = reshape(maps, [images.shape[0]!, flat]);
    const before = hiddenLayer ? dense(flattened, hiddenLayer.weight as Tensor2D, hiddenLayer.bias as Tensor1D, hiddenLayer.slope as Tensor1D) : flattened;
    return dense(before, featureLayer.weight as Tensor2D, featureLayer.bias as Tensor1D, null);
  };
  return Object.assign(list, { features });
}
