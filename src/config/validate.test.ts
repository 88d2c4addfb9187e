import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { losses } from '../losses/catalog.ts';
import { defaultExperiment, effectiveWeight, termOf, withTerm } from './experiment.ts';
import { photographExperiment } from './presets.ts';
import type { Run } from './schema.ts';
import { changedExperiment, checkedExperiment, checkedNumber } from './validate.ts';

describe('changedExperiment', () => {
  it('changes what is given and keeps the rest', () => {
    const changed = changedExperiment(defaultExperiment, { seed: 7, batchSize: 64 });
    expect(changed).toEqual({ ...defaultExperiment, seed: 7, batchSize: 64 });
  });

  it('makes a run with center weight 0 plain softmax: no center term', () => {
    const { runs } = changedExperiment(defaultExperiment, { runs: [{ name: 'a', centerWeight: 0 }, { name: 'b', centerWeight: 0.3 }, { name: 'c' }] });
    expect(runs.map((run) => termOf(run, 'center')?.weight)).toEqual([undefined, 0.3, undefined]);
  });

  it('brings a new optimizer’s learning rate, unless one is given', () => {
    expect(changedExperiment(defaultExperiment, { optimizer: 'sgd' }).learningRate).toBe(0.01);
    expect(changedExperiment(defaultExperiment, { optimizer: 'sgd', learningRate: 0.2 }).learningRate).toBe(0.2);
    expect(changedExperiment({ ...defaultExperiment, learningRate: 0.1 }, { optimizer: 'adam' }).learningRate).toBe(0.1);
  });

  it('brings what suits photographs with them, and what suits small images with those, and keeps to both', () => {
    const photographs = 'photographs-0123456789ab';
    const begun = changedExperiment({ ...defaultExperiment, seed: 5 }, { dataset: photographs });
    expect(begun).toEqual({ ...photographExperiment, dataset: photographs, seed: 5 });
    const strong = changedExperiment(begun, { dataset: 'photographs-ba9876543210', batchSize: 16, runs: [{ name: 'strong', centerWeight: 0.1 }] });
    expect(strong).toMatchObject({ dimension: 64, batchSize: 16, runs: [{ head: 'linear-bias', objective: [{ loss: 'softmax' }, { loss: 'center', weight: 0.1 }] }] });
    expect(changedExperiment(begun, { dataset: 'pixels-0123456789ab' })).toEqual({ ...defaultExperiment, dataset: 'pixels-0123456789ab', seed: 5 });
    expect(changedExperiment({ ...defaultExperiment, batchSize: 7 }, { dataset: 'pixels-0123456789ab' }).batchSize).toBe(7);
  });

  it.each([
    [{ batchSize: 0 }, 'batchSize is 0; it must be a whole number from 1 to 1024'],
    [{ batchSize: 12.5 }, 'batchSize is 12.5'],
    [{ learningRate: Number.NaN }, 'learningRate is NaN; it must be a number from 0.00001 to 1'],
    [{ learningRate: '0.1' }, 'learningRate is "0.1"'],
    [{ dataset: 'cifar' }, 'dataset is "cifar"; it must be one of mnist-10k, mnist, fashion-mnist, or what addExamples gave'],
    [{ model: 'resnet' }, 'model is "resnet"; it must be one of small-cnn, lenet++, direct'],
    [{ runs: [] }, 'runs is empty'],
    [{ runs: [{ name: 'a' }, { name: 'a' }] }, 'runs has two runs of the same name'],
    [{ runs: [{ name: 'a', centerWeight: -1 }] }, 'runs[0].centerWeight is -1; it must be a number from 0 to 10'],
    [{ runs: [{ name: 'a', weight: 1 }] }, 'runs[0].weight is not a setting of a run'],
    [{ batchsize: 64 }, 'batchsize is not a setting of an experiment'],
    [null, 'an experiment is an object'],
    [[], 'The experiment is []; an experiment is an object'],
    [new Map(), 'an experiment is an object'],
  ])('refuses %j and names the setting', (change, message) => {
    expect(() => changedExperiment(defaultExperiment, change)).toThrow(PlaygroundError);
    expect(() => changedExperiment(defaultExperiment, change)).toThrow(message);
  });
});

describe('checkedExperiment', () => {
  const [plain, center] = defaultExperiment.runs as [Run, Run];
  const withTerms = (objective: unknown) => ({ ...defaultExperiment, runs: [{ ...plain, objective, watched: [] }] });

  it('passes a right one, with a term switched off', () => {
    const experiment = withTerm(defaultExperiment, 1, 'center', { on: false, weight: 0 });
    expect(checkedExperiment(structuredClone(experiment))).toEqual(experiment);
  });

  it.each([
    [undefined, 'The experiment is undefined; an experiment is an object'],
    [[], 'The experiment is []; an experiment is an object'],
    [{ ...defaultExperiment, seed: undefined }, 'seed is undefined; it must be a whole number'],
    [{ ...defaultExperiment, version: 4 }, 'version must be 3'],
    [{ ...defaultExperiment, place: 2 }, 'place is not a setting of an experiment'],
    [{ ...defaultExperiment, projection: 'tsne' }, 'projection is tsne, which draws 3 to 4096 dimensions; the experiment has 2'],
    [{ ...defaultExperiment, dimension: 3 }, 'projection is identity, which draws 2 dimensions; the experiment has 3'],
    [{ ...defaultExperiment, runs: [{ ...center, watched: ['center'] }] }, 'runs[0].watched names a loss that the objective has'],
    [{ ...defaultExperiment, runs: [plain, { ...center, id: plain.id }] }, 'runs has two runs of the same id'],
    [{ ...defaultExperiment, dataset: 'x'.repeat(1000) }, `dataset is "${'x'.repeat(59)}…; it must be one of`],
    [{ ...defaultExperiment, seed: 10n }, 'seed is 10; it must be a whole number'],
    [{ ...defaultExperiment, runs: Array.from({ length: 1e6 }, () => plain) }, 'runs has 1000000 runs; at most 6'],
    [{ ...defaultExperiment, runs: [plain, plain] }, 'runs has two runs of the same name'],
    [{ ...defaultExperiment, runs: [{ ...plain, name: 'x'.repeat(41) }] }, 'runs[0].name is longer than 40 characters'],
    [{ ...defaultExperiment, runs: [{ ...plain, name: 'a\u0000' }] }, 'runs[0].name has a character that cannot be shown'],
    [{ ...defaultExperiment, runs: [{ ...plain, centerWeight: 1 }] }, 'runs[0].centerWeight is not a setting of a run; a run is { id, name, head, objective, watched, rates }'],
    [{ ...defaultExperiment, runs: [{ id: 'a', name: 'a', head: 'linear', watched: [] }] }, 'runs[0].objective is missing'],
    [withTerms([]), 'runs[0].objective is empty'],
    [withTerms(center.objective.slice(1)), 'runs[0].objective has no softmax term'],
    [withTerms([...plain.objective, ...plain.objective]), 'runs[0].objective has two terms of the same loss'],
    [withTerms([{ loss: 'softmax', weight: 11, on: true, options: {} }]), 'runs[0].objective[0].weight is 11; it must be a number from 0 to 10'],
    [withTerms([{ loss: 'softmax', weight: 1, on: 1, options: {} }]), 'runs[0].objective[0].on is 1; it must be true or false'],
    [withTerms([{ loss: 'triplet', weight: 1, on: true, options: {} }]), 'runs[0].objective[0].loss is "triplet"; it must be one of softmax, center'],
  ])('refuses what is none and names the setting (%#)', (value, message) => {
    expect(() => checkedExperiment(value)).toThrow(PlaygroundError);
    expect(() => checkedExperiment(value)).toThrow(message);
  });

  it('lists five problems and counts the others', () => {
    expect(() => checkedExperiment({ version: 3 })).toThrow(/^dataset is missing\. heldOut is missing\. model is missing\. dimension is missing\. projection is missing, and 7 more\.$/);
  });
});

describe('an experiment of version 1', () => {
  it('is brought up to date: two dimensions as they are, centers along the gradient, center loss watched where it is no term', () => {
    const softmax = { loss: 'softmax', weight: 1, on: true };
    const old = {
      dataset: 'mnist',
      model: 'lenet++',
      seed: 3,
      batchSize: 64,
      optimizer: 'sgd',
      learningRate: 0.01,
      centerRate: 0.25,
      runs: [
        { name: 'plain', objective: [softmax] },
        { name: 'pulled', objective: [softmax, { loss: 'center', weight: 0.2, on: false }] },
      ],
    };
    const { runs, ...rest } = old;
    expect(checkedExperiment(old)).toEqual({
      ...rest,
      version: 3,
      heldOut: [],
      dimension: 2,
      projection: 'identity',
      centerRule: 'gradient',
      runs: [
        { id: 'run-1', name: 'plain', head: 'linear', objective: [{ ...softmax, options: {} }], watched: ['center'] },
        { id: 'run-2', name: 'pulled', head: 'linear', objective: [{ ...softmax, options: {} }, { loss: 'center', weight: 0.2, on: false, options: {} }], watched: [] },
      ],
    });
    expect(runs).toHaveLength(2);
  });

  it.each([[{ version: 0 }], [{ version: 1.5 }], [{ version: 'two' }], [{ version: 99 }]])('is not taken for one of another version: %j', (version) => {
    expect(() => checkedExperiment({ ...defaultExperiment, ...version })).toThrow('version must be 3');
  });
});

describe('an experiment of version 2', () => {
  it('trains all classes', () => {
    const { heldOut, ...old } = defaultExperiment;
    expect(heldOut).toEqual([]);
    expect(checkedExperiment({ ...old, version: 2 })).toEqual(defaultExperiment);
  });
});

describe('classes left out of training', () => {
  it('stay with other settings and go with another data set', () => {
    const without = changedExperiment(defaultExperiment, { heldOut: [7, 2] });
    expect(without).toEqual({ ...defaultExperiment, heldOut: [7, 2] });
    expect(changedExperiment(without, { seed: 4, dataset: 'mnist-10k' }).heldOut).toEqual([7, 2]);
    expect(changedExperiment(without, { dataset: 'mnist' }).heldOut).toEqual([]);
    expect(changedExperiment(without, { dataset: 'photographs-0123456789ab' }).heldOut).toEqual([]);
    expect(changedExperiment(without, { dataset: 'mnist', heldOut: [1] }).heldOut).toEqual([1]);
  });

  it.each([
    [[-1], 'heldOut[0] is -1; it must be a whole number from 0 to 199'],
    [[3, 3], 'heldOut has a class twice'],
    [7, 'heldOut is 7; it must be a list of class numbers'],
  ])('are refused by name: %j', (heldOut, message) => {
    expect(() => changedExperiment(defaultExperiment, { heldOut })).toThrow(message);
  });
});

describe('a run given by its objective', () => {
  const objectiveOf = (objective: unknown) => changedExperiment(defaultExperiment, { runs: [{ name: 'a', objective }] }).runs[0]!;

  it('has the defaults of its losses where they are left out, and watches the center loss where that is no term', () => {
    const run = objectiveOf([{ loss: 'softmax' }, { loss: 'ring', weight: 0.5 }]);
    expect(run.objective[1]).toEqual({ loss: 'ring', weight: 0.5, on: true, options: { radius: losses.get('ring').options['radius']!.default } });
    expect(run.watched).toEqual(['center']);
    expect(objectiveOf([{ loss: 'softmax' }, { loss: 'center' }]).watched).toEqual([]);
  });

  it.each([
    [[{ loss: 'softmax' }, { loss: 'ring', options: { R: 1 } }], 'runs[0].objective[1].options.R is not a setting of this loss; this loss is set by radius'],
    [[{ loss: 'softmax' }, { loss: 'ring', options: 5 }], 'runs[0].objective[1].options is 5'],
    [[{ loss: 'softmax' }, 7], 'runs[0].objective[1] is 7; a term is { loss, weight, on, options }'],
    ['softmax', 'runs[0].objective must be a list of terms'],
  ])('is refused by name: %j', (objective, message) => {
    expect(() => objectiveOf(objective)).toThrow(message);
  });
});

describe('a new dimension', () => {
  it('brings the projection that suits it, unless one is given', () => {
    const solid = changedExperiment(defaultExperiment, { dimension: 3 });
    expect([solid.dimension, solid.projection]).toEqual([3, 'pca']);
    expect(changedExperiment(solid, { dimension: 64 }).projection).toBe('pca');
    expect(() => changedExperiment(defaultExperiment, { dimension: 3, projection: 'identity' })).toThrow('projection is identity, which draws 2 dimensions; the experiment has 3');
    expect(() => changedExperiment(solid, { dimension: 1 })).toThrow('dimension is 1; it must be a whole number from 2 to 256');
  });
});

describe('the center term', () => {
  it('weighs 0 while it is off and keeps its weight', () => {
    const off = withTerm(defaultExperiment, 1, 'center', { on: false });
    expect(effectiveWeight(off.runs[1]!, 'center')).toBe(0);
    expect(termOf(off.runs[1]!, 'center')?.weight).toBe(0.1);
    expect(off.runs[0]).toBe(defaultExperiment.runs[0]);
  });
});

describe('checkedNumber', () => {
  it('passes the bounds themselves and refuses what lies beyond', () => {
    expect(checkedNumber('x', 1, { min: 0, max: 1 })).toBe(1);
    expect(() => checkedNumber('x', 1.01, { min: 0, max: 1 })).toThrow('x is 1.01; it must be a number from 0 to 1');
    expect(() => checkedNumber('x', Infinity, { min: 0, max: 1 })).toThrow('x is Infinity');
  });
});
