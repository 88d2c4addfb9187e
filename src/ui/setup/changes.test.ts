import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { describeChanges, withOptimizer } from './changes.ts';

describe('describeChanges', () => {
  it('names only what differs from the experiment in effect', () => {
    expect(describeChanges(defaultExperiment, { seed: 2, batchSize: defaultExperiment.batchSize })).toEqual(['Seed: 1 → 2']);
  });

  it('shows the words of the catalogs, not their ids', () => {
    expect(describeChanges(defaultExperiment, { dataset: 'fashion-mnist', model: 'lenet++' })).toEqual(['Data: MNIST-10k → Fashion-MNIST', 'Model: Small CNN → LeNet++']);
  });

  it('lists the learning rate that comes with another optimizer', () => {
    expect(describeChanges(defaultExperiment, withOptimizer({}, 'sgd'))).toEqual(['Optimizer: Adam → SGD', 'Learning rate: 0.005 → 0.01']);
  });

  it('is empty when a choice is taken back', () => {
    expect(describeChanges(defaultExperiment, { seed: 1 })).toEqual([]);
  });
});
