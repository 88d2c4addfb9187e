import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { centerTerm, defaultExperiment, effectiveCenterWeight, withCenterTerm } from './experiment.ts';
import { changedExperiment, checkedNumber } from './validate.ts';

describe('changedExperiment', () => {
  it('changes what is given and keeps the rest', () => {
    const changed = changedExperiment(defaultExperiment, { seed: 7, batchSize: 64 });
    expect(changed).toEqual({ ...defaultExperiment, seed: 7, batchSize: 64 });
  });

  it('makes a run with center weight 0 plain softmax: no center term', () => {
    const { runs } = changedExperiment(defaultExperiment, { runs: [{ name: 'a', centerWeight: 0 }, { name: 'b', centerWeight: 0.3 }, { name: 'c' }] });
    expect(runs.map((run) => centerTerm(run)?.weight)).toEqual([undefined, 0.3, undefined]);
  });

  it('brings a new optimizer’s learning rate, unless one is given', () => {
    expect(changedExperiment(defaultExperiment, { optimizer: 'sgd' }).learningRate).toBe(0.01);
    expect(changedExperiment(defaultExperiment, { optimizer: 'sgd', learningRate: 0.2 }).learningRate).toBe(0.2);
    expect(changedExperiment({ ...defaultExperiment, learningRate: 0.1 }, { optimizer: 'adam' }).learningRate).toBe(0.1);
  });

  it.each([
    [{ batchSize: 0 }, 'batchSize is 0; it must be a whole number from 1 to 1024'],
    [{ batchSize: 12.5 }, 'batchSize is 12.5'],
    [{ learningRate: Number.NaN }, 'learningRate is NaN; it must be a number from 0.00001 to 1'],
    [{ learningRate: '0.1' }, 'learningRate is "0.1"'],
    [{ dataset: 'cifar' }, 'dataset is "cifar"; it must be one of mnist-10k, mnist, fashion-mnist'],
    [{ model: 'resnet' }, 'model is "resnet"; it must be one of small-cnn, lenet++'],
    [{ runs: [] }, 'runs is empty'],
    [{ runs: [{ name: 'a' }, { name: 'a' }] }, 'runs has two runs of the same name'],
    [{ runs: [{ name: 'a', centerWeight: -1 }] }, 'runs[0].centerWeight is -1; it must be a number from 0 to 10'],
    [{ runs: [{ name: 'a', weight: 1 }] }, 'runs[0].weight is not a setting of a run'],
    [{ batchsize: 64 }, 'batchsize is not a setting of an experiment'],
    [null, 'an experiment is an object'],
  ])('refuses %j and names the setting', (change, message) => {
    expect(() => changedExperiment(defaultExperiment, change)).toThrow(PlaygroundError);
    expect(() => changedExperiment(defaultExperiment, change)).toThrow(message);
  });
});

describe('the center term', () => {
  it('weighs 0 while it is off and keeps its weight', () => {
    const off = withCenterTerm(defaultExperiment, 1, { on: false });
    expect(effectiveCenterWeight(off.runs[1]!)).toBe(0);
    expect(centerTerm(off.runs[1]!)?.weight).toBe(0.1);
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
