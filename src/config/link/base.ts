import { isPhotographs } from '../../data/catalog.ts';
import { experimentVersion } from '../schema.ts';
import type { Experiment, LossTerm } from '../schema.ts';

const softmax: LossTerm = { loss: 'softmax', weight: 1, on: true, options: {} };
const center = (weight: number): LossTerm => ({ loss: 'center', weight, on: true, options: {} });

const runs = (weight: number, head: string): Experiment['runs'] => [
  { id: 'softmax', name: 'Softmax', head, objective: [softmax], watched: ['center'] },
  { id: 'center', name: 'Softmax + center', head, objective: [softmax, center(weight)], watched: [] },
];

/** What links of version 1 leave out. It stays as it is when the page's defaults change, or links would mean something else. */
const small: Experiment = {
  version: experimentVersion,
  dataset: 'mnist-10k',
  heldOut: [],
  model: 'small-cnn',
  dimension: 2,
  projection: 'identity',
  seed: 1,
  batchSize: 128,
  optimizer: 'adam',
  learningRate: 0.005,
  centerRule: 'gradient',
  centerRate: 0.5,
  runs: runs(0.1, 'linear'),
};

/** The same for photographs. */
const photographs: Experiment = { ...small, model: 'direct', dimension: 64, projection: 'tsne', optimizer: 'sgd-no-decay', learningRate: 0.01, batchSize: 32, runs: runs(0.01, 'linear-bias') };

/** The experiment that a link on this data set leaves out. */
export const baseFor = (dataset: string): Experiment => ({ ...(isPhotographs(dataset) ? photographs : small), dataset });
