import { add, cast, conv2d, dispose, losses, matMul, maxPool, mean, mul, oneHot, prelu, randomUniform, reshape, square, sub, sum, tensor1d, tensor4d, tidy, train, variable } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { architectureOf } from '../../src/models/catalog.ts';
import type { ConvNetId } from '../../src/models/catalog.ts';
import { openBackend } from '../../src/training/backend/backend.ts';
import { syntheticDigits, timed, warmUpSteps } from './workload.ts';
import type { Contender } from './workload.ts';

type Backend = 'webgpu' | 'webgl' | 'cpu';

function uniformVariable(shape: number[], fanIn: number): Variable {
  const bound = 1 / Math.sqrt(fanIn);
  return tidy(() => variable(randomUniform(shape, -bound, bound)));
}

/** The same network written with TensorFlow.js's own operations, as anybody would. */
function stockNetwork(model: ConvNetId) {
  const { widths, kernel, convolutionsPerBlock, hidden } = architectureOf(model);
  let channels = 1;
  const blocks = widths.map((width) =>
    Array.from({ length: convolutionsPerBlock }, () => {
      const fanIn = kernel * kernel * channels;
      const layer = { filter: uniformVariable([kernel, kernel, channels, width], fanIn), bias: uniformVariable([width], fanIn), slope: uniformVariable([width], 16) };
      channels = width;
      return layer;
    }),
  );
  const flat = 9 * channels;
  const denseHidden = hidden ? { weight: uniformVariable([flat, hidden], flat), bias: uniformVariable([hidden], flat), slope: uniformVariable([hidden], 16) } : null;
  const width = hidden || flat;
  const features = { weight: uniformVariable([width, 2], width), bias: uniformVariable([2], width) };
  const logits = uniformVariable([2, 10], 2);
  return (images: Tensor4D): { features: Tensor2D; logits: Tensor2D } => {
    let maps = images;
    for (const block of blocks) {
      for (const { filter, bias, slope } of block) maps = prelu<Tensor>(add(conv2d(maps, filter as Tensor4D, 1, 'same'), bias), slope) as Tensor4D;
      maps = maxPool(maps, 2, 2, 'valid');
    }
    let held: Tensor2D = reshape(maps, [images.shape[0], flat]);
    if (denseHidden) held = prelu<Tensor>(add(matMul(held, denseHidden.weight as Tensor), denseHidden.bias), denseHidden.slope) as Tensor2D;
    const made: Tensor2D = add(matMul(held, features.weight as Tensor), features.bias);
    return { features: made, logits: matMul(made, logits as Tensor) };
  };
}

/** Stock TensorFlow.js on one of its backends: its kernels, its Adam; centers gathered by one-hot product and left where they are, which is less work. One run. */
export async function stock({ batch, backend, model = 'small-cnn' }: { batch: number; backend: Backend; model?: ConvNetId }): Promise<Contender> {
  const { idle } = await openBackend(backend);
  const start = performance.now();
  const { pixels, labels } = syntheticDigits(batch);
  const images = tensor4d(Float32Array.from(pixels, (pixel) => pixel / 255), [batch, 28, 28, 1]);
  const classes = tidy(() => cast(oneHot(tensor1d(labels, 'int32'), 10), 'float32') as Tensor2D);
  const centers = tidy(() => variable(randomUniform([10, 2]), false));
  const network = stockNetwork(model);
  const optimizer = train.adam(0.005);
  const step = () =>
    optimizer.minimize(() => {
      const { features, logits } = network(images);
      const distance = mean(sum(square(sub(features, matMul(classes, centers as Tensor))), 1));
      return add(losses.softmaxCrossEntropy(classes, logits), mul(distance, 0.1)) as Scalar;
    }, true);
  const settle = async (loss: Tensor | null) => {
    await loss?.data();
    dispose(loss ?? []);
  };
  await settle(step());
  const firstStepMs = performance.now() - start;
  for (let i = 1; i < warmUpSteps; i++) await settle(step());
  let last: Tensor | null = null;
  const queue = () => {
    last?.dispose();
    last = step();
  };
  const settled = async () => {
    await idle();
    await last?.data();
  };
  return {
    firstStepMs,
    round: (steps) => timed(steps, queue, settled),
    dispose: () => {
      last?.dispose();
      dispose([images, classes, centers]);
    },
  };
}
