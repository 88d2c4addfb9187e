import type { AppState } from '../../app/store/state.ts';
import { effectiveWeight } from '../../config/experiment.ts';
import type { LessonTask } from '../../config/link/lesson.ts';
import { losses } from '../../losses/catalog.ts';
import { count, percent, weightText } from '../shared/format.ts';

/** What of the page says whether a task is done. */
export type Seen = Pick<AppState, 'step' | 'phase' | 'experiment' | 'evaluation' | 'view'>;

/** Whether a task is done as things stand; `answer` is the choice made, if any. */
export function isDone(task: LessonTask | null, { step, phase, experiment, evaluation, view }: Seen, answer: number | undefined): boolean {
  if (task === null) return true;
  switch (task.kind) {
    case 'train':
      return step >= task.to;
    case 'atLeast':
    case 'atMost': {
      const run = experiment.runs[task.run];
      const weight = run ? effectiveWeight(run, task.loss) : 0;
      return task.kind === 'atLeast' ? weight >= task.weight : weight <= task.weight;
    }
    case 'accuracy':
      return (evaluation?.runs[task.run]?.testAccuracy ?? 0) >= task.share;
    case 'centerRate':
      return experiment.centerRate >= task.rate;
    case 'pause':
      return phase === 'resting' && step > 0;
    case 'axes':
      return view === task.mode;
    case 'question':
      return answer !== undefined;
    default:
      return task satisfies never;
  }
}

const axesWords = { follow: 'Follow', locked: 'Lock', linked: 'Link' } as const;

/** What a task asks for, on a button that does it or as a line that waits for it. */
export function taskWords(task: Exclude<LessonTask, { kind: 'question' }>, runs: readonly { readonly name: string }[]): string {
  const name = 'run' in task ? (runs[task.run]?.name ?? `run ${task.run + 1}`) : '';
  switch (task.kind) {
    case 'train':
      return `Train to step ${count(task.to)}`;
    case 'atLeast':
    case 'atMost':
      return task.weight === 0 ? `Switch ${losses.get(task.loss).label.toLowerCase()} off` : `Set ${losses.get(task.loss).weightSign ?? 'its weight'} to ${weightText(task.weight)}`;
    case 'accuracy':
      return `Train until ${name} names ${percent(task.share)} % right`;
    case 'centerRate':
      return `Set the rate of the centers to ${weightText(task.rate)}`;
    case 'pause':
      return 'Pause';
    case 'axes':
      return `Choose ${axesWords[task.mode]}`;
    default:
      return task satisfies never;
  }
}
