import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../config/experiment.ts';
import { announcement } from './announcement.ts';

const none = { luck: null, strangers: null };

describe('what is said aloud', () => {
  const luck = { kind: 'seeds', experiment: defaultExperiment, steps: 5, seeds: [1, 2, 3], outcomes: [], stage: 'training', trouble: null } as const;
  const second = { ...luck, outcomes: [{ seed: 1, runs: [], fault: null, seconds: 1 }] };

  it.each([
    [null, { phase: 'opening', step: 0 }, 'Starting the trainer'],
    [{ phase: 'preparing', step: 0 }, { phase: 'resting', step: 0 }, 'Ready to train'],
    [{ phase: 'resting', step: 0 }, { phase: 'running', step: 0 }, 'Training'],
    [{ phase: 'running', step: 1200 }, { phase: 'resting', step: 1234 }, 'Paused at step 1,234'],
    [{ phase: 'resting', step: 7 }, { phase: 'resting', step: 8 }, 'Paused at step 8'],
    [{ phase: 'running', step: 50 }, { phase: 'recovering', step: 50 }, 'The GPU was lost; opening it again'],
    [{ phase: 'recovering', step: 50 }, { phase: 'running', step: 50 }, 'The GPU is back; training goes on from step 50'],
    [{ phase: 'running', step: 60 }, { phase: 'halted', step: 61 }, 'Stopped at step 61'],
    [{ phase: 'resting', step: 7 }, { phase: 'resting', step: 7, luck }, 'Training seed 1 of 3'],
    [{ phase: 'resting', step: 5, luck }, { phase: 'resting', step: 5, luck: second }, 'Training seed 2 of 3'],
    [{ phase: 'running', step: 3, luck: second }, { phase: 'running', step: 3, luck: { ...second, stage: 'returning' } }, '1 of 3 seeds measured; bringing your training back'],
    [{ phase: 'preparing', step: 3, luck: { ...second, stage: 'returning' } }, { phase: 'resting', step: 7, luck: { ...second, stage: 'over' } }, 'Paused at step 7'],
    [{ phase: 'resting', step: 5, luck: { ...second, stage: 'over' } }, { phase: 'running', step: 0, luck: { ...second, stage: 'over' }, strangers: { ...luck, kind: 'strangers' } }, 'Training seed 1 of 3'],
  ] as const)('from %j to %j: %s', (before, now, words) => {
    expect(announcement(before && { ...none, ...before }, { ...none, ...now })).toBe(words);
  });

  it('leaves steps of a training and progress of a preparation unsaid', () => {
    expect(announcement({ phase: 'running', step: 5, ...none }, { phase: 'running', step: 9, ...none })).toBeNull();
    expect(announcement({ phase: 'preparing', step: 0, ...none }, { phase: 'preparing', step: 0, ...none })).toBeNull();
    expect(announcement({ phase: 'resting', step: 9, ...none }, { phase: 'resting', step: 9, ...none })).toBeNull();
    expect(announcement({ phase: 'preparing', step: 0, ...none, luck }, { phase: 'running', step: 3, ...none, luck })).toBeNull();
  });
});
