import { architectureOf } from '../../../models/catalog.ts';
import { PlaygroundError } from '../../../errors.ts';
import type { LearnedWithOrigin } from '../../../worker/protocol.ts';

/** A layer as TensorFlow.js's format of layers models has it, and which learned tensor each of its weights is. */
export interface LayerForm {
  readonly className: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly weights: readonly (readonly [name: string, tensor: string, shape: readonly number[]])[];
}

const zeros = { class_name: 'Zeros', config: {} };
const linear = { activation: 'linear', kernel_initializer: zeros, bias_initializer: zeros };

/** Networks that are convolutions in blocks, and those without any. */
const convNets = ['small-cnn', 'lenet++'] as const;
const isConvNet = (id: string): id is (typeof convNets)[number] => (convNets as readonly string[]).includes(id);

/**
 * The layers of a run after its input, in their order; the last but one gives the features, the last one the logits.
 * @throws PlaygroundError that names a model which cannot be written.
 */
export function layersOf({ experiment, dataset, tensors }: Pick<LearnedWithOrigin, 'experiment' | 'dataset' | 'tensors'>): LayerForm[] {
  const shapeOf = (tensor: string) => tensors.get(tensor)!.shape;
  const prelu = (name: string, tensor: string, maps: boolean): LayerForm => {
    const width = shapeOf(tensor)[0]!;
    return { className: 'PReLU', name, config: { alpha_initializer: zeros, ...(maps ? { shared_axes: [1, 2] } : {}) }, weights: [['alpha', tensor, maps ? [1, 1, width] : [width]]] };
  };
  const dense = (name: string): LayerForm => {
    const bias = tensors.has(`${name}/bias`);
    const [inputs, units] = shapeOf(`${name}/weight`) as [number, number];
    return { className: 'Dense', name, config: { units, use_bias: bias, ...linear }, weights: [['kernel', `${name}/weight`, [inputs, units]], ...(bias ? [['bias', `${name}/bias`, [units]] as const] : [])] };
  };
  const flatten: LayerForm = { className: 'Flatten', name: 'flatten', config: {}, weights: [] };
  const { model } = experiment;
  if (model === 'direct') return [...('height' in dataset.form ? [flatten] : []), dense('features'), dense('logits')];
  if (!isConvNet(model)) throw new PlaygroundError(`The model “${model}” cannot be written as a layers model.`, 'Save the model as safetensors.');
  const { convolutionsPerBlock, widths, hidden } = architectureOf(model);
  const convolutions = Array.from({ length: widths.length * convolutionsPerBlock }, (_, i): LayerForm[] => {
    const n = i + 1;
    const shape = shapeOf(`conv${n}/filter`);
    const conv: LayerForm = {
      className: 'Conv2D',
      name: `conv${n}`,
      config: { filters: shape[3], kernel_size: shape.slice(0, 2), strides: [1, 1], padding: 'same', data_format: 'channels_last', dilation_rate: [1, 1], use_bias: true, ...linear },
      weights: [['kernel', `conv${n}/filter`, shape], ['bias', `conv${n}/bias`, [shape[3]!]]],
    };
    const pool: LayerForm = { className: 'MaxPooling2D', name: `pool${n}`, config: { pool_size: [2, 2], strides: [2, 2], padding: 'valid', data_format: 'channels_last' }, weights: [] };
    return [conv, prelu(`prelu${n}`, `conv${n}/slope`, true), ...(n % convolutionsPerBlock === 0 ? [pool] : [])];
  }).flat();
  return [...convolutions, flatten, ...(hidden > 0 ? [dense('hidden'), prelu('hidden_prelu', 'hidden/slope', false)] : []), dense('features'), dense('logits')];
}
