import { useEffect, useId, useRef } from 'react';
import type { LessonProgress } from '../../app/store/state.ts';
import type { LessonTask } from '../../config/link/lesson.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import progress from '../controls/progress.module.css';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import { useIntoSight } from '../controls/useIntoSight.ts';
import { isDone, taskWords } from './gate.ts';
import styles from './LessonPanel.module.css';

/** Notes that the step shown is done as soon as it is; what was done stays so. */
function useGate({ lesson, at, answers }: LessonProgress): void {
  const controller = useController();
  useEffect(() => {
    const task = lesson.steps[at]?.task ?? null;
    const look = () => {
      const state = controller.store.getState();
      // Once it is left it is told of no more.
      if (state.lesson?.lesson === lesson && state.lesson.done <= at && isDone(task, state, answers[at])) controller.sharing.doneWith(at);
    };
    look();
    return controller.store.subscribe(look);
  }, [controller, lesson, at, answers]);
}

/** The lesson under way: where it is, its words, what is to be done, and the way on once that is done. */
export function LessonPanel({ progress: lessonProgress }: { readonly progress: LessonProgress }) {
  const controller = useController();
  const { lesson, at, done } = lessonProgress;
  const id = useId();
  const words = useRef<HTMLParagraphElement>(null);
  const section = useRef<HTMLElement>(null);
  useIntoSight(section, lesson);
  useGate(lessonProgress);
  const turn = (to: number) => {
    controller.sharing.turnLesson(to);
    words.current?.focus({ preventScroll: true });
  };
  const step = lesson.steps[at]!;
  const isLast = at === lesson.steps.length - 1;
  return (
    <section ref={section} data-lesson className={`${card['card']} ${styles['lesson']}`} aria-labelledby={id}>
      <header className={styles['head']}>
        <h2 id={id}>{lesson.title}</h2>
        <button type="button" className={`${button['text']} ${styles['leave']}`} aria-label="Leave the lesson" title="Leave the lesson" onClick={() => controller.sharing.leaveLesson()}>
          {icons.close}
        </button>
      </header>
      <progress className={progress['progress']} aria-label="Lesson" value={at + 1} max={lesson.steps.length} />
      {at === 0 && lesson.text !== '' && <p className={styles['about']}>{lesson.text}</p>}
      <p ref={words} tabIndex={-1} aria-live="polite" className={styles['words']}>
        {step.words}
      </p>
      {step.task && <Task task={step.task} progress={lessonProgress} />}
      <nav className={styles['turn']} aria-label="Steps of the lesson">
        <button type="button" className={button['plain']} disabled={at === 0} onClick={() => turn(at - 1)}>
          Back
        </button>
        <span>
          {at + 1} of {lesson.steps.length}
        </span>
        {isLast ? (
          <button type="button" className={button['primary']} disabled={done <= at} onClick={() => controller.sharing.leaveLesson()}>
            Finish
          </button>
        ) : (
          <button type="button" className={button['primary']} disabled={done <= at} onClick={() => turn(at + 1)}>
            Next
          </button>
        )}
      </nav>
    </section>
  );
}

function Task({ task, progress: { at, done, answers } }: { readonly task: LessonTask; readonly progress: LessonProgress }) {
  const controller = useController();
  const runs = useApp((state) => state.experiment.runs);
  const phase = useApp((state) => state.phase);
  if (task.kind === 'question') return <Question task={task} answer={answers[at]} onAnswer={(choice) => controller.sharing.answerLesson(at, choice)} />;
  const words = taskWords(task, runs);
  const isMet = done > at;
  const busy = phase !== 'resting' && (phase !== 'running' || task.kind === 'train');
  return (
    <div className={styles['task']}>
      {isMet ? (
        <p className={styles['done']} role="status">
          Done: {words.charAt(0).toLowerCase() + words.slice(1)}.
        </p>
      ) : task.kind === 'accuracy' ? (
        <p className={styles['waits']}>{words}.</p>
      ) : (
        <button type="button" className={button['plain']} disabled={busy} onClick={() => controller.sharing.doTask(task)}>
          {task.kind === 'train' && phase === 'running' ? `${words} …` : words}
        </button>
      )}
    </div>
  );
}

interface QuestionProps {
  readonly task: Extract<LessonTask, { kind: 'question' }>;
  readonly answer: number | undefined;
  readonly onAnswer: (choice: number) => void;
}

function Question({ task: { choices, reply, right }, answer, onAnswer }: QuestionProps) {
  const isRight = answer === right;
  const verdict = useRef<HTMLParagraphElement>(null);
  // Newer browsers give a promise back, which React would take for a cleanup.
  useEffect(() => {
    verdict.current?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
  return (
    <>
      <div className={styles['task']} role="group" aria-label="Answers">
        {choices.map((choice, i) => (
          <button key={choice} type="button" className={button['plain']} aria-pressed={answer === i} data-right={answer === i && right !== undefined ? isRight : undefined} onClick={() => onAnswer(i)}>
            {choice}
          </button>
        ))}
      </div>
      {answer !== undefined && (right !== undefined || reply !== '') && (
        <p ref={verdict} role="status" className={styles['reply']}>
          {right !== undefined && <b data-right={isRight}>{isRight ? 'Right.' : `No: “${choices[right]}”.`}</b>} {reply}
        </p>
      )}
    </>
  );
}
