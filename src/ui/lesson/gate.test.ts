import { describe, expect, it } from 'vitest';
import { initialState } from '../../app/store/state.ts';
import { defaultExperiment, withTerm } from '../../config/experiment.ts';
import type { LessonTask } from '../../config/link/lesson.ts';
import { isDone, taskWords } from './gate.ts';

const measured = { step: 9, count: 250, runs: [{ testAccuracy: 0.5 }, { testAccuracy: 0.91 }] } as unknown as typeof initialState.evaluation;
const off = withTerm(defaultExperiment, 1, 'center', { on: false });
const at = (change: object) => ({ ...initialState, phase: 'resting' as const, ...change });

describe('a task of a lesson', () => {
  it.each<[string, LessonTask | null, object, number | undefined, boolean]>([
    ['nothing but reading', null, {}, undefined, true],
    ['a step not reached', { kind: 'train', to: 10 }, { step: 9 }, undefined, false],
    ['a step reached', { kind: 'train', to: 10 }, { step: 10 }, undefined, true],
    ['a weight below', { kind: 'atLeast', run: 1, loss: 'center', weight: 1 }, {}, undefined, false],
    ['a weight of that number', { kind: 'atLeast', run: 1, loss: 'center', weight: 0.1 }, {}, undefined, true],
    ['a weight above', { kind: 'atMost', run: 1, loss: 'center', weight: 0.01 }, {}, undefined, false],
    ['a term that is off', { kind: 'atMost', run: 1, loss: 'center', weight: 0 }, { experiment: off }, undefined, true],
    ['an accuracy not measured', { kind: 'accuracy', run: 1, share: 0.9 }, {}, undefined, false],
    ['an accuracy reached', { kind: 'accuracy', run: 1, share: 0.9 }, { evaluation: measured }, undefined, true],
    ['a rate of the centers below', { kind: 'centerRate', rate: 0.6 }, {}, undefined, false],
    ['a rate of the centers reached', { kind: 'centerRate', rate: 0.5 }, {}, undefined, true],
    ['a pause while it trains', { kind: 'pause' }, { step: 5, phase: 'running' }, undefined, false],
    ['a pause at step 0', { kind: 'pause' }, { step: 0 }, undefined, false],
    ['a pause', { kind: 'pause' }, { step: 5 }, undefined, true],
    ['other axes', { kind: 'axes', mode: 'linked' }, {}, undefined, false],
    ['those axes', { kind: 'axes', mode: 'linked' }, { view: 'linked' }, undefined, true],
    ['no answer', { kind: 'question', choices: ['a', 'b'], reply: '' }, {}, undefined, false],
    ['any answer', { kind: 'question', choices: ['a', 'b'], reply: '' }, {}, 0, true],
  ])('%s: %j', (_what, task, change, answer, done) => {
    expect(isDone(task, at(change), answer)).toBe(done);
  });

  it.each<[Exclude<LessonTask, { kind: 'question' }>, string]>([
    [{ kind: 'train', to: 1500 }, 'Train to step 1,500'],
    [{ kind: 'atLeast', run: 1, loss: 'center', weight: 10 }, 'Set λ to 10'],
    [{ kind: 'atMost', run: 1, loss: 'center', weight: 0 }, 'Switch center loss off'],
    [{ kind: 'accuracy', run: 0, share: 0.9 }, 'Train until Softmax names 90.0 % right'],
    [{ kind: 'centerRate', rate: 0.5 }, 'Set the rate of the centers to 0.5'],
    [{ kind: 'pause' }, 'Pause'],
    [{ kind: 'axes', mode: 'linked' }, 'Choose Link'],
  ])('is told in words: %j', (task, words) => {
    expect(taskWords(task, defaultExperiment.runs)).toBe(words);
  });
});
