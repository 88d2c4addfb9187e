import { describe, expect, it } from 'vitest';
import { announcement } from './announcement.ts';

describe('what is said aloud', () => {
  it.each([
    [null, { phase: 'opening', step: 0 }, 'Starting the trainer'],
    [{ phase: 'preparing', step: 0 }, { phase: 'resting', step: 0 }, 'Ready to train'],
    [{ phase: 'resting', step: 0 }, { phase: 'running', step: 0 }, 'Training'],
    [{ phase: 'running', step: 1200 }, { phase: 'resting', step: 1234 }, 'Paused at step 1,234'],
    [{ phase: 'resting', step: 7 }, { phase: 'resting', step: 8 }, 'Paused at step 8'],
    [{ phase: 'running', step: 50 }, { phase: 'recovering', step: 50 }, 'The GPU was lost; opening it again'],
    [{ phase: 'recovering', step: 50 }, { phase: 'running', step: 50 }, 'The GPU is back; training goes on from step 50'],
    [{ phase: 'running', step: 60 }, { phase: 'halted', step: 61 }, 'Stopped at step 61'],
  ] as const)('from %j to %j: %s', (before, now, words) => {
    expect(announcement(before, now)).toBe(words);
  });

  it('leaves steps of a training and progress of a preparation unsaid', () => {
    expect(announcement({ phase: 'running', step: 5 }, { phase: 'running', step: 9 })).toBeNull();
    expect(announcement({ phase: 'preparing', step: 0 }, { phase: 'preparing', step: 0 })).toBeNull();
    expect(announcement({ phase: 'resting', step: 9 }, { phase: 'resting', step: 9 })).toBeNull();
  });
});
