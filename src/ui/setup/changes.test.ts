import { describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun, makeTerm, withTerm } from '../../config/experiment.ts';
import { atDefaults, describeChanges, projectionsFor, withDimension, withOptimizer } from './changes.ts';
import { withLoss } from './runEdits.ts';

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

  it('names features, what draws them, and how centers move', () => {
    expect(describeChanges(defaultExperiment, { ...withDimension(defaultExperiment, 64), centerRule: 'paper' })).toEqual([
      'Features: 2 dimensions → 64 dimensions',
      'Drawn by: As they are → PCA',
      'Centers move: Gradient → Wen et al.',
    ]);
  });

  it('names runs that go, come, or are changed', () => {
    const [plain, pulled] = defaultExperiment.runs;
    expect(describeChanges(defaultExperiment, { runs: [{ ...pulled!, name: 'Pulled' }, makeRun('Run 2', 0, 'run-2')] })).toEqual([
      'Without run Softmax',
      'Run: Softmax + center → Pulled',
      'New run Run 2: softmax',
    ]);
    expect(describeChanges(defaultExperiment, { runs: [withLoss(plain!, makeTerm('center', 0.5)), pulled!] })).toEqual(['Softmax: softmax → λ 0.5']);
  });
});

describe('withDimension', () => {
  it('keeps the projection in effect where it can draw so many', () => {
    expect(withDimension({ ...defaultExperiment, projection: 'pca' }, 2)).toEqual({ dimension: 2, projection: 'pca' });
    expect(withDimension(defaultExperiment, 2)).toEqual({ dimension: 2, projection: 'identity' });
    expect(withDimension(defaultExperiment, 3)).toEqual({ dimension: 3, projection: 'pca' });
    expect(projectionsFor(2)).toEqual(['identity', 'pca']);
    expect(projectionsFor(64)).toEqual(['pca', 'space', 'tsne']);
    expect(withDimension({ ...defaultExperiment, dimension: 64, projection: 'tsne' }, 2)).toEqual({ dimension: 2, projection: 'identity' });
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
