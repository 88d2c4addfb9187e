import { reshape, tensor, tidy, variable } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { PlaygroundError } from '../errors.ts';
import { convBlock } from '../kernels/conv/block.ts';
import { dense } from '../kernels/dense/dense.ts';
import type { Architecture } from './catalog.ts';
import type { Initializer, Model, ModelShape } from './model.ts';

/** PReLU's slope before training, as in PyTorch. */
const initialSlope = 0.25;

interface ConvLayer {
  readonly filter: Variable;
  readonly bias: Variable;
  readonly slope: Variable;
  readonly pool: boolean;
}

/** Collects named variables while a network is built. */
class ParameterList {
  readonly variables: Variable[] = [];
  readonly names: string[] = [];

  add(name: string, values: Float32Array, shape: readonly number[]): Variable {
    const made = tidy(() => variable(tensor(values, [...shape], 'float32')));
    this.variables.push(made);
    this.names.push(name);
    return made;
  }
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
function flattenedLength({ widths }: Architecture, { height, width }: ModelShape): number {
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
 * where `hidden` is not 0; a dense layer to the D features without activation; a dense layer to C logits without bias (a
 * bias breaks the ring that softmax features form).
 *
 * @throws PlaygroundError when the images are too small for the poolings.
 */
export function createConvNet(architecture: Architecture, shape: ModelShape, initialize: Initializer): Model {
  const { hidden } = architecture;
  const flat = flattenedLength(architecture, shape);
  const list = new ParameterList();
  const convolutions = buildConvolutions(list, architecture, shape.channels, initialize);
  const addDense = (name: string, inputs: number, outputs: number) => ({
    weight: list.add(`${name}/weight`, initialize([inputs, outputs], inputs), [inputs, outputs]),
    bias: list.add(`${name}/bias`, initialize([outputs], inputs), [outputs]),
  });
  const hiddenLayer = hidden > 0 ? { ...addDense('hidden', flat, hidden), slope: list.add('hidden/slope', new Float32Array(hidden).fill(initialSlope), [hidden]) } : null;
  const featureLayer = addDense('features', hidden || flat, shape.featureDimension);
  const logitShape = [shape.featureDimension, shape.classes];
  const logitWeight = list.add('logits/weight', initialize(logitShape, shape.featureDimension), logitShape);

  const forward = (images: Tensor4D) => {
    let maps = images;
    convolutions.forEach(({ filter, bias, slope, pool }, i) => {
      maps = convBlock(maps, filter as Tensor4D, bias as Tensor1D, slope as Tensor1D, { pool, inputGradient: i > 0 });
    });
    const flattened: Tensor2D = reshape(maps, [images.shape[0], flat]);
    const before = hiddenLayer ? dense(flattened, hiddenLayer.weight as Tensor2D, hiddenLayer.bias as Tensor1D, hiddenLayer.slope as Tensor1D) : flattened;
    const features = dense(before, featureLayer.weight as Tensor2D, featureLayer.bias as Tensor1D, null);
    const logits = dense(features, logitWeight as Tensor2D, null, null);
    return { features, logits };
  };
  return {
    parameters: list.variables,
    parameterNames: list.names,
    parameterCount: list.variables.reduce((count, { size }) => count + size, 0),
    forward: (images) => tidy(() => forward(images)),
    dispose: () => list.variables.forEach((parameter: Tensor) => parameter.dispose()),
  };
}
