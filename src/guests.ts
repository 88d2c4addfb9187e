import { add, mean, mul, norm, scalar, square, sub, tidy, variable } from '@tensorflow/tfjs-core';
import { defaultExperiment, makeTerm, runOf } from './config/experiment.ts';
import type { Experiment } from './config/schema.ts';
import { checkedExperiment } from './config/validate.ts';
import { datasets } from './data/catalog.ts';
import type { Dataset } from './data/dataset.ts';
import { requireTensor } from './kernels/device/shapes.ts';
import { losses } from './losses/catalog.ts';
import { lossFactories } from './losses/index.ts';
import type { Loss } from './losses/loss.ts';
import { projections } from './projections/catalog.ts';
import { projectionFactories } from './projections/index.ts';
import type { Projection } from './projections/projection.ts';
import { createRandom } from './random.ts';

// Tests only: a loss, a data set and a projection that nothing else knows of.

/** Pulls features onto a sphere whose radius is trained: mean((|x| - stretch radius)^2). */
const shell: Loss = ({ options }) => {
  const radius = tidy(() => variable(scalar(1)));
  return {
    parameters: [['radius', radius]],
    tracked: [],
    compute({ features, labels }) {
      requireTensor('shell', 'labels', labels, [features.shape[0]], 'int32');
      return tidy(() => mean(square(sub(norm(add(features, 1e-3), 2, 1), mul(radius, options['stretch']!)))));
    },
    dispose: () => radius.dispose(),
  };
};

/** Draws the last two dimensions. */
const lastTwo: Projection = (_features, dimension) => ({
  apply: (vectors) => Float32Array.from({ length: (2 * vectors.length) / dimension }, (_, k) => vectors[Math.floor(k / 2) * dimension + dimension - 2 + (k % 2)]!),
});

const classNames = Array.from({ length: 26 }, (_, k) => String.fromCharCode(65 + k));

/** Noise with a bright column where the class says. */
function letters(count: number, stream: string) {
  const random = createRandom(1, stream);
  const labels = Uint8Array.from({ length: count }, (_, i) => (7 * i) % 26);
  const values = Uint8Array.from({ length: count * 20 * 24 }, (_, k) => (k % 24 === labels[Math.floor(k / 480)]! % 24 ? 200 : 0) + random.integer(50));
  return { values, labels };
}

/** Tests only: puts the guests into the catalogs; returns what takes them out again. */
export function welcomeGuests(): () => void {
  const weight = { min: 0, max: 5, sliderMin: 0.01, default: 0.5 };
  const words = { label: 'Shell', description: '', source: 'a test', licence: '' };
  const leave = [
    losses.add('shell', { ...words, short: 'Shell', subscript: 'shell', weightSign: 'σ', formula: '', weight, options: { stretch: { label: 'Stretch', min: 0.5, max: 4, default: 2 } }, effect: { on: '', off: '' } }),
    lossFactories.add('shell', shell),
    projections.add('last-two', { ...words, least: 2, most: 64 }),
    projectionFactories.add('last-two', lastTwo),
    datasets.add('letters', { ...words, trainCount: 60, testCount: 40, height: 20, width: 24, channels: 1, mean: 0.1, std: 0.2, classNames, files: {}, mirrors: [] }),
  ];
  return () => leave.forEach((goes) => goes());
}

/** Tests only: 26 letters of 20 x 24 pixels. */
export const guestDataset = (): Dataset => ({
  id: 'letters',
  label: 'Letters',
  classNames,
  form: { height: 20, width: 24, channels: 1, mean: 0.1, std: 0.2 },
  train: letters(60, 'train'),
  test: letters(40, 'test'),
});

/** Tests only: an experiment with all of them, checked as one from elsewhere. */
export function guestExperiment(): Experiment {
  const shelled = makeTerm('shell');
  return checkedExperiment({
    ...defaultExperiment,
    dataset: 'letters',
    dimension: 3,
    projection: 'last-two',
    batchSize: 4,
    learningRate: 0.002,
    runs: [runOf('plain', [], 'plain'), runOf('shelled', [shelled], 'shelled'), runOf('all', [makeTerm('center'), { ...shelled, options: { stretch: 3 } }], 'all')],
  });
}
