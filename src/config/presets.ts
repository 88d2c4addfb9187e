import { isPhotographs } from '../data/catalog.ts';
import { defaultExperiment, makeTerm, runOf } from './experiment.ts';
import type { Experiment } from './schema.ts';

/**
 * What a person's photographs begin with, on embeddings of a frozen network: one dense layer to 64 features, plain softmax
 * beside softmax + 0.01 x center loss.
 */
export const photographExperiment: Omit<Experiment, 'dataset'> = {
  ...defaultExperiment,
  model: 'direct',
  dimension: 64,
  projection: 'tsne',
  optimizer: 'sgd-no-decay',
  learningRate: 0.01,
  batchSize: 32,
  runs: [runOf('Softmax', [], 'softmax'), runOf('Softmax + center', [makeTerm('center', 0.01)], 'center')].map((run) => ({ ...run, head: 'linear-bias' })),
};

/** The experiment that another data set begins with: the same where examples have the same form, else what suits them, with the same seed. Classes that were left out are of the one before. */
export function suited(experiment: Experiment, dataset: string): Experiment {
  if (dataset === experiment.dataset) return experiment;
  if (isPhotographs(dataset) === isPhotographs(experiment.dataset)) return { ...experiment, heldOut: [] };
  return { ...(isPhotographs(dataset) ? photographExperiment : defaultExperiment), dataset, seed: experiment.seed };
}

/** Steps per second at which some hundred photographs take about a second an epoch. */
export const watchablePace = 20;

/** Epochs after which training on photographs is suggested to stop: on embeddings that takes seconds, and then they are learned by heart. */
export const photographEpochs = 30;
