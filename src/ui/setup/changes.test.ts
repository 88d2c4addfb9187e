import { describe, expect, it } from 'vitest';
import { defaultExperiment, withTerm } from '../../config/experiment.ts';
import { atDefaults, describeChanges, withOptimizer } from './changes.ts';

describe('describeChanges', () => {
  it('names only what differs from the experiment in effect', () => {
    expect(describeChanges(defaultExperiment, { seed: 2, batchSize: defaultExperiment.batchSize })).toEqual(['Seed: 1 → 2']);
  });

  it('shows the words of the catalogs, not their ids', () => {
    expect(describeChanges(defaultExperiment, { dataset: 'fashion-mnist', model: 'lenet++' })).toEqual(['Data: MNIST-10k → Fashion-MNIST', 'Model: Small CNN → LeNet++']);
  });

  it('lists the learning rate that comes with another optimizer', () => {
    expect(describeChanges(defaultExperiment, withOptimizer(defaultExperiment, 'sgd'))).toEqual(['Optimizer: Adam → SGD', 'Learning rate: 0.005 → 0.01']);
  });

  it('is empty when a choice is taken back, the learning rate set meanwhile included', () => {
    const live = { ...defaultExperiment, learningRate: 0.02 };
    expect(describeChanges(live, { seed: 1, ...withOptimizer(live, 'sgd'), ...withOptimizer(live, 'adam') })).toEqual([]);
  });
});

describe('atDefaults', () => {
  const untouched = { step: 0, experiment: defaultExperiment, draft: {}, view: 'follow', hiddenClasses: [] } as const;

  it('holds for the default experiment, whatever the order of its settings', () => {
    expect(atDefaults(untouched)).toBe(true);
    expect(atDefaults({ ...untouched, experiment: Object.fromEntries(Object.entries(defaultExperiment).toReversed()) as unknown as typeof defaultExperiment })).toBe(true);
  });

  it.each([
    ['a step', { step: 1 }],
    ['a draft', { draft: { seed: 2 } }],
    ['another view', { view: 'locked' }],
    ['a hidden class', { hiddenClasses: [3] }],
    ['another weight', { experiment: withTerm(defaultExperiment, 1, 'center', { weight: 0.2 }) }],
    ['one run fewer', { experiment: { ...defaultExperiment, runs: defaultExperiment.runs.slice(0, 1) } }],
  ] as const)('ends with %s', (_, change) => {
    expect(atDefaults({ ...untouched, ...change })).toBe(false);
  });
});
