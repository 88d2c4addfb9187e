import type { Dispatch } from 'react';
import { lessonLimits } from '../../config/link/lesson.ts';
import type { LessonStep } from '../../config/link/lesson.ts';
import button from '../controls/button.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { taskChoices } from './draft.ts';
import type { DraftAction } from './draft.ts';
import { TaskFields } from './TaskFields.tsx';
import styles from './TeacherDialog.module.css';

interface Props {
  readonly step: LessonStep;
  readonly at: number;
  readonly count: number;
  readonly dispatch: Dispatch<DraftAction>;
}

const menu = taskChoices.map(([kind, words]) => [kind, words] as const);

/** One step of a lesson that is being built: its words, its task, its place. */
export function StepEditor({ step: { words, task }, at, count, dispatch }: Props) {
  const change = (change: Partial<LessonStep>) => dispatch({ type: 'stepChanged', at, change });
  return (
    <li className={styles['step']} aria-label={`Step ${at + 1}`}>
      <div className={styles['row']}>
        <b>Step {at + 1}</b>
        <span className={styles['space']} />
        <button type="button" className={button['text']} aria-label={`Move step ${at + 1} up`} disabled={at === 0} onClick={() => dispatch({ type: 'stepMoved', at, by: -1 })}>
          Up
        </button>
        <button type="button" className={button['text']} aria-label={`Move step ${at + 1} down`} disabled={at === count - 1} onClick={() => dispatch({ type: 'stepMoved', at, by: 1 })}>
          Down
        </button>
        <button type="button" className={button['text']} aria-label={`Remove step ${at + 1}`} disabled={count === 1} onClick={() => dispatch({ type: 'stepRemoved', at })}>
          Remove
        </button>
      </div>
      <textarea
        className={styles['text']}
        aria-label={`Words of step ${at + 1}`}
        placeholder={task?.kind === 'question' ? 'The question' : 'What to do, what to look at'}
        rows={3}
        maxLength={lessonLimits.words}
        value={words}
        onChange={(event) => change({ words: event.target.value })}
      />
      <SelectField label="Goes on after" value={task?.kind ?? 'read'} options={menu} onChange={(kind) => change({ task: taskChoices.find(([other]) => other === kind)![2] })} />
      {task && <TaskFields task={task} onChange={(changed) => change({ task: changed })} />}
    </li>
  );
}
