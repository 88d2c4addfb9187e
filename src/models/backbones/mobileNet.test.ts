import { memory, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { weightSources } from '../../data/sources/weights.ts';
import { backbones } from './catalog.ts';
import { createMobileNet } from './mobileNet.ts';
import { channels, waves } from './mobileNetCase.ts';

beforeAll(() => setBackend('cpu'));

describe('createMobileNet', () => {
  it('gives the embeddings that PyTorch gives with the same weights, and leaks nothing', async () => {
    const before = memory().numTensors;
    const net = createMobileNet(waves());
    const images = tensor4d(Int32Array.from({ length: 2 * 40 * 40 * 3 }, (_, k) => (37 * k + Math.floor(k / 7)) % 256), [2, 40, 40, 3], 'int32');
    const embeddings = net.embed(images);
    expect(embeddings.shape).toEqual([2, channels]);
    // PyTorch 1.13: conv2d with TensorFlow's "same" padding, batch_norm with eps 0.001, relu6, mean over places.
    const golden = [0.08368366956710815, 0.08293415606021881, 0.3441305160522461, 0.9152226448059082, 0.14226770401000977, 0.08700656145811081, 0.3482728600502014, 1.1563456058502197];
    const found = await embeddings.data();
    golden.forEach((value, k) => expect(found[k]).toBeCloseTo(value, 3));
    [images, embeddings].forEach((tensor) => tensor.dispose());
    net.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('names the tensor that is missing', () => {
    const weights = waves();
    weights.delete('conv_dw_7_bn/beta');
    expect(() => createMobileNet(weights)).toThrow('The weights have no conv_dw_7_bn/beta.');
  });
});

describe('the catalog of backbones', () => {
  it('has weights for each, that end in an embedding of its length', () => {
    for (const [id, { length }] of backbones.entries) {
      const tensors = weightSources[id]!.files.flatMap(({ tensors }) => Object.entries(tensors));
      expect(Object.fromEntries(tensors)['conv_pw_13_bn/beta']).toEqual([length]);
    }
  });
});
