import type { Lesson, LessonStep, LessonTask } from '../config/link/lesson.ts';
import { bare } from '../config/link/shared.ts';
import type { Shared } from '../config/link/shared.ts';
import { defaultExperiment, makeRun } from '../config/experiment.ts';
import type { Experiment } from '../config/schema.ts';

/** A lesson that comes with the page: what a link to it would carry. */
export interface OwnLesson {
  readonly id: string;
  readonly shared: Shared & { readonly lesson: Lesson };
}

/** Softmax beside softmax with center loss of this weight. */
export const besideSoftmax = (weight: number): Experiment['runs'] => [makeRun('Softmax', 0, 'softmax'), makeRun('Softmax + center', weight, 'center')];

/** A step: words, and what is to be done. */
export const step = (words: string, task: LessonTask | null = null): LessonStep => ({ words, task });

/** A step with a question: which of its choices is right, and what is said of that; null where it asks for a guess. */
export const question = (words: string, choices: readonly string[], right: number | null, reply: string): LessonStep => ({ words, task: { kind: 'question', choices: [...choices], reply, ...(right === null ? {} : { right }) } });

/** A lesson on the default experiment with some settings changed; what is put away lets a student look at the panels. */
export function lessonOn(id: string, change: Partial<Experiment>, lesson: Omit<Lesson, 'hidden'>, axes: Shared['axes'] = 'follow'): OwnLesson {
  return { id, shared: { ...bare, experiment: { ...defaultExperiment, ...change }, axes, lesson: { ...lesson, hidden: ['rates', 'setUp', 'luck', 'lens', 'suspects', 'explanation'] } } };
}
