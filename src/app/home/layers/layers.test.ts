import { add, conv2d, matMul, maxPool, prelu, reshape, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../config/experiment.ts';
import type { Experiment } from '../../../config/schema.ts';
import { models } from '../../../models/catalog.ts';
import { createModel } from '../../../models/index.ts';
import { createRandom } from '../../../random.ts';
import { openBackend } from '../../../training/backend/backend.ts';
import { tinyDataset } from '../../../training/tinyDataset.ts';
import type { LearnedWithOrigin } from '../../../worker/protocol.ts';
import { layersZip } from './layersZip.ts';

beforeAll(() => openBackend('cpu'));

interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: { readonly batch_input_shape?: readonly (number | null)[]; readonly padding?: 'same' | 'valid'; readonly pool_size?: [number, number]; readonly shared_axes?: readonly number[] };
  readonly inbound_nodes: [[[string, 0, 0, object]]] | [];
}

interface ModelFile {
  readonly modelTopology: { readonly config: { readonly layers: readonly Layer[]; readonly output_layers: readonly (readonly [string, 0, 0])[] } };
  readonly weightsManifest: readonly [{ readonly weights: readonly { readonly name: string; readonly shape: number[] }[] }];
}

/** Tests only: what the layers API would compute of a model's files, by tfjs's own operations, layer by layer. */
function predicted(files: Record<string, Uint8Array>, input: Tensor): Tensor[] {
  const { modelTopology: { config }, weightsManifest: [{ weights }] } = JSON.parse(strFromU8(files['model.json']!)) as ModelFile;
  const numbers = new Float32Array(files['weights.bin']!.slice().buffer);
  let at = 0;
  const held = new Map(weights.map(({ name, shape }) => [name, tensor(numbers.subarray(at, (at += shape.reduce((a, b) => a * b, 1))), shape)]));
  expect(at).toBe(numbers.length);
  const compute: Record<string, (x: Tensor, layer: Layer) => Tensor> = {
    InputLayer: (x, layer) => (expect(x.shape.slice(1)).toEqual(layer.config.batch_input_shape!.slice(1)), x),
    Conv2D: (x, { name, config: { padding } }) => add(conv2d(x as Tensor4D, held.get(`${name}/kernel`) as Tensor4D, 1, padding!), held.get(`${name}/bias`)!),
    PReLU: (x, { name }) => prelu(x, held.get(`${name}/alpha`)!),
    MaxPooling2D: (x, { config: { pool_size, padding } }) => maxPool(x as Tensor4D, pool_size!, pool_size!, padding!),
    Flatten: (x) => reshape(x, [x.shape[0]!, -1]),
    Dense: (x, { name }) => {
      const product = matMul(x as Tensor2D, held.get(`${name}/kernel`) as Tensor2D);
      return held.has(`${name}/bias`) ? add(product, held.get(`${name}/bias`)!) : product;
    },
  };
  const made = new Map<string, Tensor>();
  for (const layer of config.layers) made.set(layer.name, compute[layer.class_name]!(layer.inbound_nodes[0] ? made.get(layer.inbound_nodes[0][0][0])! : input, layer));
  return config.output_layers.map(([name]) => made.get(name)!);
}

describe('a layers model', () => {
  it.each(models.ids)('of %s gives the features and logits of the page’s own network', async (model) => {
    const dataset = tinyDataset({ side: 9, trainCount: 20 });
    const experiment: Experiment = { ...defaultExperiment, model, runs: [{ ...defaultExperiment.runs[0]!, head: model === 'direct' ? 'linear-bias' : 'linear' }] };
    const shape = { example: dataset.form, dimension: 2, classes: dataset.classNames.length };
    const network = createModel({ model, head: experiment.runs[0]!.head }, shape, createRandom(3, 'weights'));
    const values = await Promise.all(network.parameters.map((parameter) => parameter.data<'float32'>()));
    const tensors = new Map(network.parameterNames.map((name, k) => [name, { shape: [...network.parameters[k]!.shape], values: values[k]! }]));
    const learned: LearnedWithOrigin = { experiment, step: 0, run: 0, dataset, tensors, testAccuracy: null, testCount: 1, backbone: null };
    const files = unzipSync(layersZip(learned));
    const random = createRandom(4, 'examples');
    const input = tensor(Float32Array.from({ length: 2 * 81 }, () => random.normal()), [2, 9, 9, 1]);
    const [features, logits] = tidy(() => predicted(files, input));
    const own = tidy(() => {
      const made = network.forward(input, null);
      return [made.features, made.logits];
    });
    for (const [i, found] of [features!, logits!].entries()) {
      const expected = await own[i]!.data();
      (await found.data()).forEach((value, k) => expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-5));
    }
    network.dispose();
  });

  it('is refused by name for what is no layer of it', () => {
    const dataset = tinyDataset({ side: 9, trainCount: 20 });
    expect(() => layersZip({ experiment: { ...defaultExperiment, model: 'transformer' }, step: 0, run: 0, dataset, tensors: new Map(), testAccuracy: null, testCount: 1, backbone: null })).toThrow('The model “transformer” cannot be written as a layers model.');
  });
});
