import { describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun, withTerm } from '../../config/experiment.ts';
import { fittingLuck, fittingStrangers, isLuckUnderWay } from './fittingLuck.ts';
import { reduce } from './reduce.ts';
import { initialState } from './state.ts';

const began = reduce(initialState, { type: 'luckBegan', plan: { kind: 'seeds', experiment: defaultExperiment, steps: 5, seeds: [1, 2, 3] } });

describe('the seeds shown', () => {
  it('are those of the experiment in effect, whatever its own seed', () => {
    expect(fittingLuck(began)).toBe(began.luck);
    expect(fittingLuck({ ...began, effective: { ...defaultExperiment, seed: 5 } })).toBe(began.luck);
    expect(fittingLuck(initialState)).toBeNull();
  });

  it.each([
    ['data set', { ...defaultExperiment, dataset: 'mnist' as const }],
    ['model', { ...defaultExperiment, model: 'lenet++' }],
    ['runs', { ...defaultExperiment, runs: [makeRun('only', 0)] }],
    ['weight', withTerm(defaultExperiment, 1, 'center', { weight: 1 })],
  ])('leave with another %s', (_name, effective) => {
    expect(fittingLuck({ ...began, effective })).toBeNull();
  });
});

describe('the strangers shown', () => {
  const asked = reduce(initialState, { type: 'luckBegan', plan: { kind: 'strangers', experiment: { ...defaultExperiment, heldOut: [3, 8] }, steps: 5, seeds: [1] } });

  it('are those of the experiment in effect, whatever it leaves out itself', () => {
    expect(fittingStrangers(asked)).toBe(asked.strangers);
    expect(fittingStrangers({ ...asked, effective: { ...defaultExperiment, seed: 5, heldOut: [1] } })).toBe(asked.strangers);
    expect(fittingStrangers({ ...asked, effective: { ...defaultExperiment, model: 'lenet++' } })).toBeNull();
    expect([fittingLuck(asked), isLuckUnderWay(asked), isLuckUnderWay(initialState)]).toEqual([null, true, false]);
  });
});
