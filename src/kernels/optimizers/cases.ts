import { dispose, scalar, tensor, tidy, variable } from '@tensorflow/tfjs-core';
import type { Variable } from '@tensorflow/tfjs-core';
import { createRandom } from '../../random.ts';
import { adamReference, createAdam } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { createSgd, sgdReference } from './sgd.ts';

interface OptimizerCase {
  readonly title: string;
  readonly rate: number;
  create(parameters: readonly Variable[]): Optimizer;
  reference(start: ArrayLike<number>, gradients: readonly ArrayLike<number>[], rate: number): Float64Array;
}

/** Optimizers that the tests of every backend go through. */
export const optimizerCases: readonly OptimizerCase[] = [
  { title: 'Adam', rate: 0.005, create: (parameters) => createAdam(parameters), reference: adamReference },
  {
    title: 'Adam with other constants',
    rate: 0.05,
    create: (parameters) => createAdam(parameters, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }),
    reference: (start, gradients, rate) => adamReference(start, gradients, rate, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }),
  },
  { title: 'plain SGD', rate: 0.1, create: (parameters) => createSgd(parameters), reference: sgdReference },
  {
    title: 'SGD with momentum and weight decay',
    rate: 0.01,
    create: (parameters) => createSgd(parameters, { momentum: 0.9, weightDecay: 5e-4 }),
    reference: (start, gradients, rate) => sgdReference(start, gradients, rate, { momentum: 0.9, weightDecay: 5e-4 }),
  },
];

/** As many parameters as need several dispatches, of sizes that fit no workgroup. */
export const optimizerSizes = [1, 10, 1001, 64, 7, 300, 2, 129, 33, 5];

/** Gradients repeat after this many steps. */
const period = 7;

function values(sizes: readonly number[]) {
  const random = createRandom(11, 'optimizer');
  const draw = () => sizes.map((size) => Float32Array.from({ length: size }, () => random.normal()));
  return { starts: draw(), gradients: Array.from({ length: period }, draw) };
}

/** An optimizer at work on parameters of these sizes, on the active backend. */
export function startOptimizer(given: OptimizerCase, sizes: readonly number[]) {
  const { starts, gradients } = values(sizes);
  const parameters = starts.map((start) => tidy(() => variable(tensor(start))));
  const perStep = gradients.map((step) => step.map((gradient) => tensor(gradient)));
  const rate = scalar(given.rate);
  const optimizer = given.create(parameters);
  return {
    optimizer,
    step: (count: number) => {
      for (let k = 0; k < count; k++) optimizer.apply(perStep[k % period]!, rate);
    },
    parameters: () => Promise.all(parameters.map((parameter) => parameter.data<'float32'>())),
    dispose: () => {
      optimizer.dispose();
      dispose([...parameters, ...perStep.flat(), rate]);
    },
  };
}

/** Where the parameters should be after `steps` steps, in float64. */
export function expectedParameters(given: OptimizerCase, sizes: readonly number[], steps: number): Float64Array[] {
  const { starts, gradients } = values(sizes);
  return starts.map((start, k) => given.reference(start, Array.from({ length: steps }, (_, step) => gradients[step % period]![k]!), given.rate));
}
