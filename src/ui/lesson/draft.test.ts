import { describe, expect, it } from 'vitest';
import { lessonProblems } from '../../config/link/lesson.ts';
import type { Lesson } from '../../config/link/lesson.ts';
import { draftAfter, newLesson, taskChoices } from './draft.ts';

const lesson: Lesson = { title: 'Pull', text: '', hidden: [], steps: ['a', 'b', 'c'].map((words) => ({ words, task: null })) };
const words = ({ steps }: Lesson) => steps.map((step) => step.words).join('');

describe('a lesson that is being built', () => {
  it('has steps added, changed, moved within its ends and removed', () => {
    expect(words(draftAfter(lesson, { type: 'stepMoved', at: 1, by: -1 }))).toBe('bac');
    expect(words(draftAfter(lesson, { type: 'stepMoved', at: 1, by: 1 }))).toBe('acb');
    expect(draftAfter(lesson, { type: 'stepMoved', at: 0, by: -1 })).toBe(lesson);
    expect(draftAfter(lesson, { type: 'stepMoved', at: 2, by: 1 })).toBe(lesson);
    expect(words(draftAfter(lesson, { type: 'stepRemoved', at: 1 }))).toBe('ac');
    expect(draftAfter(lesson, { type: 'stepAdded' }).steps.at(-1)).toEqual({ words: '', task: null });
    expect(words(draftAfter(lesson, { type: 'stepChanged', at: 2, change: { words: 'z' } }))).toBe('abz');
    expect(draftAfter(lesson, { type: 'changed', change: { title: 'Push' } }).title).toBe('Push');
  });

  it('says what is to be put right', () => {
    expect(lessonProblems(lesson)).toEqual([]);
    expect(lessonProblems(newLesson)).toEqual(['The title is empty.', 'Step 1, what it says is empty.']);
    expect(lessonProblems({ ...lesson, steps: [] })).toEqual(['It has no step.']);
    const question = { words: 'Which?', task: { kind: 'question' as const, choices: ['one', ''], reply: '' } };
    expect(lessonProblems({ ...lesson, steps: [question] })).toEqual(['Step 1, choice 2 is empty.']);
    const asked = { words: 'Which?', task: { ...question.task, choices: ['one', 'two'], right: 2 } };
    expect(lessonProblems({ ...lesson, steps: [asked] })).toEqual(['Step 1, the right answer is 2; there are 2 choices, from 0.']);
    expect(lessonProblems({ ...lesson, steps: [{ ...asked, task: { ...asked.task, right: 1 } }] })).toEqual([]);
  });

  it('can ask for every kind of task, each of which is right once its texts are there', () => {
    for (const [kind, , task] of taskChoices) {
      const filled = task?.kind === 'question' ? { ...task, choices: ['yes', 'no'] } : task;
      expect([kind, lessonProblems({ ...lesson, steps: [{ words: 'x', task: filled }] })]).toEqual([kind, []]);
    }
  });
});
