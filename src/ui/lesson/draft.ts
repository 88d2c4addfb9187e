import type { Lesson, LessonStep, LessonTask } from '../../config/link/lesson.ts';

/** What a teacher does with a lesson that is being built. */
export type DraftAction =
  | { readonly type: 'changed'; readonly change: Partial<Omit<Lesson, 'steps'>> }
  | { readonly type: 'stepChanged'; readonly at: number; readonly change: Partial<LessonStep> }
  | { readonly type: 'stepAdded' }
  | { readonly type: 'stepRemoved'; readonly at: number }
  | { readonly type: 'stepMoved'; readonly at: number; readonly by: 1 | -1 };

/** A lesson to begin with. */
export const newLesson: Lesson = { title: '', text: '', hidden: [], steps: [{ words: '', task: { kind: 'train', to: 300 } }] };

/** What a step may ask for, with the words of the menu, and what it begins with when it is chosen. */
export const taskChoices: readonly (readonly [kind: LessonTask['kind'] | 'read', words: string, task: LessonTask | null])[] = [
  ['read', 'Read', null],
  ['train', 'Train to a step', { kind: 'train', to: 300 }],
  ['atLeast', 'Raise a weight', { kind: 'atLeast', run: 1, loss: 'center', weight: 1 }],
  ['atMost', 'Lower a weight', { kind: 'atMost', run: 1, loss: 'center', weight: 0 }],
  ['centerRate', 'Raise the rate of the centers', { kind: 'centerRate', rate: 0.5 }],
  ['accuracy', 'Reach an accuracy', { kind: 'accuracy', run: 0, share: 0.9 }],
  ['axes', 'Choose axes', { kind: 'axes', mode: 'linked' }],
  ['pause', 'Pause', { kind: 'pause' }],
  ['question', 'Answer a question', { kind: 'question', choices: ['', ''], reply: '' }],
];

/** The lesson after something was done with it. Pure. */
export function draftAfter(lesson: Lesson, action: DraftAction): Lesson {
  const { steps } = lesson;
  switch (action.type) {
    case 'changed':
      return { ...lesson, ...action.change };
    case 'stepChanged':
      return { ...lesson, steps: steps.map((step, i) => (i === action.at ? { ...step, ...action.change } : step)) };
    case 'stepAdded':
      return { ...lesson, steps: [...steps, { words: '', task: null }] };
    case 'stepRemoved':
      return { ...lesson, steps: steps.filter((_, i) => i !== action.at) };
    case 'stepMoved': {
      const to = action.at + action.by;
      const [moved, other] = [steps[action.at], steps[to]];
      if (!moved || !other) return lesson;
      return { ...lesson, steps: steps.map((step, i) => (i === action.at ? other : i === to ? moved : step)) };
    }
    default:
      return action satisfies never;
  }
}
