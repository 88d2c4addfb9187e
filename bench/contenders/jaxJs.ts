import { blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { PlaygroundError } from '../../src/errors.ts';
import { architectureOf } from '../../src/models/catalog.ts';
import type { ConvNetId } from '../../src/models/catalog.ts';
import { createRandom } from '../../src/random.ts';
import { syntheticDigits, timed, warmUpSteps } from './workload.ts';
import type { Contender } from './workload.ts';

// jax-js walks its trees by index signature, which a type alias has and an interface has not.
type Affine = { weight: np.Array; bias: np.Array };
type Layer = Affine & { slope: np.Array };
type Network = { convolutions: Layer[]; hidden: Layer[]; features: Affine; logits: np.Array };
/** `powers` are beta1 and beta2 to the number of steps done. */
type State = { network: Network; centers: np.Array; firstMoments: np.Array[]; secondMoments: np.Array[]; powers: np.Array[] };

const rates = { learning: 0.005, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, centerWeight: 0.1, center: 0.5 };

function createNetwork(model: ConvNetId): Network {
  const random = createRandom(1, 'jax-js');
  const uniform = (shape: number[], fanIn: number) =>
    np.array(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.uniform(-1, 1) / Math.sqrt(fanIn)), { shape });
  const affine = (inputs: number, outputs: number) => ({ weight: uniform([inputs, outputs], inputs), bias: uniform([outputs], inputs) });
  const { widths, kernel, convolutionsPerBlock, hidden } = architectureOf(model);
  let channels = 1;
  const convolutions = widths.flatMap((width) =>
    Array.from({ length: convolutionsPerBlock }, () => {
      const fanIn = kernel * kernel * channels;
      const layer = { weight: uniform([width, channels, kernel, kernel], fanIn), bias: uniform([width, 1, 1], fanIn), slope: np.full([width, 1, 1], 0.25) };
      channels = width;
      return layer;
    }),
  );
  const flat = 9 * channels;
  const hiddenLayers = hidden ? [{ ...affine(flat, hidden), slope: np.full([hidden], 0.25) }] : [];
  return { convolutions, hidden: hiddenLayers, features: affine(hidden || flat, 2), logits: uniform([2, 10], 2) };
}

function prelu(x: np.Array, slope: np.Array): np.Array {
  return np.where(x.ref.greater(0), x.ref, x.mul(slope));
}

/** [B,C,H,W] -> [B,C,H/2,W/2], rounded down. */
function maxPool(maps: np.Array): np.Array {
  const [batch, channels, height, width] = maps.shape as [number, number, number, number];
  const [rows, columns] = [height >> 1, width >> 1];
  return np.max(maps.slice([], [], [0, 2 * rows], [0, 2 * columns]).reshape([batch, channels, rows, 2, columns, 2]), [3, 5]);
}

function forward({ convolutions, hidden, features, logits }: Network, images: np.Array, convolutionsPerBlock: number) {
  let maps = images;
  convolutions.forEach(({ weight, bias, slope }, i) => {
    maps = prelu(lax.conv(maps, weight, [1, 1], 'SAME').add(bias), slope);
    if ((i + 1) % convolutionsPerBlock === 0) maps = maxPool(maps);
  });
  let held = maps.reshape([images.shape[0]!, -1]);
  for (const { weight, bias, slope } of hidden) held = prelu(np.matmul(held, weight).add(bias), slope);
  const made = np.matmul(held, features.weight).add(features.bias);
  return { features: made.ref, logits: np.matmul(made, logits) };
}

/** Adam of one parameter: what it becomes, and its two moments. `scales` undo the moments' bias towards zero. */
function adam(parameter: np.Array, gradient: np.Array, first: np.Array, second: np.Array, scales: [np.Array, np.Array]) {
  const { learning, beta1, beta2, epsilon } = rates;
  const m = first.mul(beta1).add(gradient.ref.mul(1 - beta1));
  const v = second.mul(beta2).add(np.square(gradient).mul(1 - beta2));
  const step = m.ref.mul(scales[0]).div(np.sqrt(v.ref.mul(scales[1])).add(epsilon));
  return { parameter: parameter.sub(step.mul(learning)), m, v };
}

function createStep(convolutionsPerBlock: number) {
  const loss = (network: Network, centers: np.Array, images: np.Array, classes: np.Array) => {
    const made = forward(network, images, convolutionsPerBlock);
    const entropy = np.mean(np.sum(nn.logSoftmax(made.logits).mul(classes.ref), 1)).neg();
    const distance = np.mean(np.sum(np.square(made.features.sub(np.matmul(classes, centers))), 1));
    return entropy.add(distance.mul(rates.centerWeight));
  };
  const differentiated = valueAndGrad(loss, { argnums: [0, 1] });
  return jit(function step({ network, centers, firstMoments, secondMoments, powers }: State, images: np.Array, classes: np.Array) {
    const [value, [gradients, centerGradient]] = differentiated(tree.ref(network), centers.ref, images, classes);
    const nextPowers = [powers[0]!.mul(rates.beta1), powers[1]!.mul(rates.beta2)];
    const scales = nextPowers.map((power) => np.reciprocal(power.ref.neg().add(1))) as [np.Array, np.Array];
    const [parameters, structure] = tree.flatten<np.Array>(network);
    const updates = tree.leaves<np.Array>(gradients).map((gradient, i) => adam(parameters[i]!, gradient, firstMoments[i]!, secondMoments[i]!, tree.ref(scales)));
    tree.dispose(scales);
    const next: State = {
      network: tree.unflatten(structure, updates.map(({ parameter }) => parameter)) as Network,
      centers: centers.sub(centerGradient.mul(rates.center / rates.centerWeight)),
      firstMoments: updates.map(({ m }) => m),
      secondMoments: updates.map(({ v }) => v),
      powers: nextPowers,
    };
    return { state: next, loss: value };
  });
}

/**
 * jax-js on WebGPU, written as its users would, the whole step under one `jit`: the same network with PReLU and max-pool,
 * the same two losses, Adam, centers moved. Lighter than ours in one thing: always the same batch of floats, already
 * divided by 255. One run. (With ReLU and SGD instead, its step takes about a seventh less.)
 *
 * @throws PlaygroundError where jax-js finds no WebGPU adapter.
 */
export async function jaxJs({ batch, model = 'small-cnn' }: { batch: number; model?: ConvNetId }): Promise<Contender> {
  const start = performance.now();
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new PlaygroundError('jax-js found no WebGPU adapter.', 'Start the browser with WebGPU.');
  defaultDevice('webgpu');
  const { pixels, labels } = syntheticDigits(batch);
  const images = np.array(Float32Array.from(pixels, (pixel) => pixel / 255), { shape: [batch, 1, 28, 28] });
  const classes = np.array(Float32Array.from({ length: 10 * batch }, (_, i) => (labels[Math.floor(i / 10)] === i % 10 ? 1 : 0)), { shape: [batch, 10] });
  const step = createStep(architectureOf(model).convolutionsPerBlock);
  const network = createNetwork(model);
  const zeros = () => tree.leaves<np.Array>(network).map(({ shape }) => np.zeros(shape));
  const centers = np.array(Float32Array.from({ length: 20 }, (_, i) => Math.sin(i)), { shape: [10, 2] });
  const state: State = { network, centers, firstMoments: zeros(), secondMoments: zeros(), powers: [np.ones([]), np.ones([])] };
  const held = { state, loss: np.zeros([]) };
  const queue = () => {
    held.loss.dispose();
    Object.assign(held, step(held.state, images.ref, classes.ref));
  };
  const idle = async () => {
    await blockUntilReady(held);
  };
  queue();
  await idle();
  const firstStepMs = performance.now() - start;
  for (let i = 1; i < warmUpSteps; i++) queue();
  return {
    firstStepMs,
    round: (steps) => timed(steps, queue, idle),
    dispose: () => {
      tree.dispose(held);
      tree.dispose([images, classes]);
      step.dispose();
    },
  };
}
