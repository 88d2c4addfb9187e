import { describe, expect, it } from 'vitest';
import { lessonProblems } from '../config/link/lesson.ts';
import { readShared } from '../config/link/read.ts';
import { checkedExperiment } from '../config/validate.ts';
import { lessons } from './lessons.ts';

describe('the lessons of the page', () => {
  it('are six, each of its own name', () => {
    expect(new Set(lessons.map(({ id }) => id)).size).toBe(6);
  });

  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s is on a right experiment and passes what a link is held to', (_id, { shared }) => {
    expect(checkedExperiment(shared.experiment)).toEqual(shared.experiment);
    expect(lessonProblems(shared.lesson)).toEqual([]);
    expect(readShared({ lesson: shared.lesson }).shared.lesson).toEqual(shared.lesson);
  });

  it.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s trains forwards only, in runs that it has', (_id, { shared: { lesson, experiment } }) => {
    const tasks = lesson.steps.flatMap(({ task }) => task ?? []);
    const steps = tasks.flatMap((task) => (task.kind === 'train' ? [task.to] : []));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(tasks.filter((task) => 'run' in task && !experiment.runs[task.run])).toEqual([]);
  });
});
