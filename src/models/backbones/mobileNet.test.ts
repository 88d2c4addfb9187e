import { memory, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { weightSources } from '../../data/sources/weights.ts';
import { backbones } from './catalog.ts';
import { createMobileNet } from './mobileNet.ts';

beforeAll(() => setBackend('cpu'));

const channels = 4;

/** Weights of a network four channels wide, number k of a tensor being offset + scale sin(0.7 k + phase). */
function waves(): Map<string, { shape: number[]; values: Float32Array }> {
  const weights = new Map<string, { shape: number[]; values: Float32Array }>();
  const fill = (name: string, shape: number[], scale: number, offset: number, phase: number) => {
    const size = shape.reduce((a, b) => a * b, 1);
    weights.set(name, { shape, values: Float32Array.from({ length: size }, (_, k) => offset + scale * Math.sin(0.7 * k + phase)) });
  };
  const layer = (name: string, kernel: string, shape: number[], phase: number) => {
    fill(`${name}/${kernel}`, shape, 0.8, 0.1, phase);
    fill(`${name}_bn/gamma`, [channels], 0.2, 1, phase + 1);
    fill(`${name}_bn/beta`, [channels], 0.3, 0.2, phase + 2);
    fill(`${name}_bn/moving_mean`, [channels], 0.2, 0, phase + 3);
    fill(`${name}_bn/moving_variance`, [channels], 0.3, 0.6, phase + 4);
  };
  layer('conv1', 'kernel', [3, 3, 3, channels], 0);
  for (let i = 1; i <= 13; i++) {
    layer(`conv_dw_${i}`, 'depthwise_kernel', [3, 3, channels, 1], 10 * i);
    layer(`conv_pw_${i}`, 'kernel', [1, 1, channels, channels], 10 * i + 5);
  }
  return weights;
}

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
