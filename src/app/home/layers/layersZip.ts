import { strToU8, zipSync } from 'fflate';
import type { LearnedWithOrigin } from '../../../worker/protocol.ts';
import { layersOf } from './topology.ts';

/**
 * A run as a model of TensorFlow.js's layers API, `model.json` and `weights.bin` in a zip: `tf.loadLayersModel` reads it, and
 * `predict` gives features [N, D] and logits [N, C] of examples as the network sees them, (byte / 255 - mean) / std or embeddings.
 * What the classes are, and mean and std, is in `userDefinedMetadata`.
 * @throws PlaygroundError that names a model which cannot be written.
 */
export function layersZip(learned: LearnedWithOrigin): Uint8Array<ArrayBuffer> {
  const { dataset, experiment, run, step, tensors } = learned;
  const layers = layersOf(learned);
  const { form } = dataset;
  const shape = 'height' in form ? [form.height, form.width, form.channels] : [form.length];
  const input = { class_name: 'InputLayer', name: 'examples', config: { name: 'examples', batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false }, inbound_nodes: [] };
  const made = layers.map(({ className, name, config }, i) => ({
    class_name: className,
    name,
    config: { name, trainable: true, dtype: 'float32', ...config },
    inbound_nodes: [[[i === 0 ? 'examples' : layers[i - 1]!.name, 0, 0, {}]]],
  }));
  const held = layers.flatMap(({ name, weights }) => weights.map(([weight, tensor, size]) => ({ name: `${name}/${weight}`, shape: size, dtype: 'float32', values: tensors.get(tensor)!.values })));
  const bytes = new Uint8Array(held.reduce((sum, { values }) => sum + values.byteLength, 0));
  let at = 0;
  for (const { values } of held) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  const model = {
    format: 'layers-model',
    generatedBy: 'Center Loss Playground',
    convertedBy: null,
    modelTopology: {
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
      class_name: 'Model',
      config: { name: 'run', layers: [input, ...made], input_layers: [['examples', 0, 0]], output_layers: [['features', 0, 0], ['logits', 0, 0]] },
    },
    weightsManifest: [{ paths: ['weights.bin'], weights: held.map(({ name, shape: size, dtype }) => ({ name, shape: size, dtype })) }],
    userDefinedMetadata: { name: experiment.runs[run]!.name, step, dataset: dataset.label, classes: dataset.classNames, form, experiment },
  };
  return zipSync({ 'model.json': strToU8(JSON.stringify(model)), 'weights.bin': bytes });
}
