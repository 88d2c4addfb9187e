import { lessonLimits } from '../../config/link/lesson.ts';
import type { LessonTask } from '../../config/link/lesson.ts';
import { ranges } from '../../config/ranges.ts';
import { losses } from '../../losses/catalog.ts';
import button from '../controls/button.module.css';
import { NumberField } from '../controls/NumberField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { useApp } from '../shared/context.ts';
import styles from './TeacherDialog.module.css';

interface Props<Task extends LessonTask> {
  readonly task: Task;
  readonly onChange: (task: LessonTask) => void;
}

const axes = [
  ['follow', 'Follow'],
  ['locked', 'Lock'],
  ['linked', 'Link'],
] as const;

/** What a task is set to. */
export function TaskFields({ task, onChange }: Props<LessonTask>) {
  switch (task.kind) {
    case 'train':
      return <NumberField label="Step" value={task.to} min={1} max={1e6} whole eager onChange={(to) => onChange({ ...task, to })} />;
    case 'atLeast':
    case 'atMost':
      return <WeightFields task={task} onChange={onChange} />;
    case 'centerRate':
      return <NumberField label="Rate" value={task.rate} {...ranges.centerRate} eager onChange={(rate) => onChange({ ...task, rate })} />;
    case 'accuracy':
      return (
        <>
          <RunSelect task={task} onChange={onChange} />
          <NumberField label="Right, %" value={Number((100 * task.share).toPrecision(4))} min={0} max={100} eager onChange={(percent) => onChange({ ...task, share: percent / 100 })} />
        </>
      );
    case 'axes':
      return <SelectField label="Axes" value={task.mode} options={axes} onChange={(mode) => onChange({ ...task, mode })} />;
    case 'pause':
      return null;
    case 'question':
      return <QuestionFields task={task} onChange={onChange} />;
    default:
      return task satisfies never;
  }
}

function RunSelect<Task extends Extract<LessonTask, { run: number }>>({ task, onChange }: Props<Task>) {
  const runs = useApp((state) => state.experiment.runs);
  return <SelectField label="Run" value={String(task.run)} options={runs.map(({ name }, i) => [String(i), name] as const)} onChange={(run) => onChange({ ...task, run: Number(run) })} />;
}

function WeightFields({ task, onChange }: Props<Extract<LessonTask, { weight: number }>>) {
  const weighted = losses.entries.filter(([, { weightSign }]) => weightSign !== null).map(([id, { label }]) => [id, label] as const);
  return (
    <>
      <RunSelect task={task} onChange={onChange} />
      <SelectField label="Loss" value={task.loss} options={weighted} onChange={(loss) => onChange({ ...task, loss })} />
      <NumberField label={task.kind === 'atLeast' ? 'To at least' : 'To at most'} value={task.weight} {...losses.get(task.loss).weight} eager onChange={(weight) => onChange({ ...task, weight })} />
    </>
  );
}

function QuestionFields({ task, onChange }: Props<Extract<LessonTask, { kind: 'question' }>>) {
  const { right, ...open } = task;
  const { choices, reply } = open;
  const answers = [['', 'None, it asks for a guess'], ...choices.map((choice, i) => [String(i), choice.trim() || `Choice ${i + 1}`] as const)] as const;
  const { min, max } = lessonLimits.choices;
  return (
    <>
      {choices.map((choice, i) => (
        <input
          key={i}
          className={styles['text']}
          aria-label={`Choice ${i + 1}`}
          placeholder={`Choice ${i + 1}`}
          maxLength={lessonLimits.choice}
          value={choice}
          onChange={(event) => onChange({ ...task, choices: choices.map((other, k) => (k === i ? event.target.value : other)) })}
        />
      ))}
      <div className={styles['row']}>
        <button type="button" className={button['text']} disabled={choices.length >= max} onClick={() => onChange({ ...task, choices: [...choices, ''] })}>
          Add a choice
        </button>
        <button type="button" className={button['text']} disabled={choices.length <= min} onClick={() => onChange({ ...(right === choices.length - 1 ? open : task), choices: choices.slice(0, -1) })}>
          Remove the last one
        </button>
      </div>
      <SelectField label="Right answer" value={right === undefined ? '' : String(right)} options={answers} onChange={(chosen) => onChange(chosen === '' ? open : { ...open, right: Number(chosen) })} />
      <input className={styles['text']} aria-label="Said after the answer" placeholder="Said after the answer" maxLength={lessonLimits.reply} value={reply} onChange={(event) => onChange({ ...task, reply: event.target.value })} />
    </>
  );
}
