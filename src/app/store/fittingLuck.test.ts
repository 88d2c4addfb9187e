import { describe, expect, it } from 'vitest';
import { defaultExperiment, makeRun, withTerm } from '../../config/experiment.ts';
import { fittingLuck } from './fittingLuck.ts';
import { reduce } from './reduce.ts';
import { initialState } from './state.ts';

const began = reduce(initialState, { type: 'luckBegan', plan: { experiment: defaultExperiment, steps: 5, seeds: [1, 2, 3] } });

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
