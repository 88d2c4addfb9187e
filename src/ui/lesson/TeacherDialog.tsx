import { useId, useState } from 'react';
import type { Dispatch } from 'react';
import { lessonControls, lessonLimits, lessonProblems } from '../../config/link/lesson.ts';
import type { Lesson, LessonControl } from '../../config/link/lesson.ts';
import { describeError } from '../../errors.ts';
import type { MadeLink } from '../../app/sharing/sharing.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { NoticeBar } from '../notice/NoticeBar.tsx';
import { useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import { LinkField } from '../share/LinkField.tsx';
import shareStyles from '../share/ShareDialog.module.css';
import type { DraftAction } from './draft.ts';
import { StepEditor } from './StepEditor.tsx';
import styles from './TeacherDialog.module.css';

interface Props {
  readonly lesson: Lesson;
  readonly dispatch: Dispatch<DraftAction>;
  readonly onClose: () => void;
}

/** What came of making a link to a lesson; it is of that lesson alone. */
type Made = { readonly of: Lesson } & ({ readonly made: MadeLink } | { readonly refusal: string });

/** Builds a lesson on the experiment that is on the page. */
export function TeacherDialog({ lesson, dispatch, onClose }: Props) {
  const dialog = useModal(onClose);
  const controller = useController();
  const [made, setMade] = useState<Made | null>(null);
  const problems = lessonProblems(lesson);
  const shown = made?.of === lesson ? made : null;
  const make = () =>
    controller.sharing.link(lesson).then(
      (link) => setMade({ of: lesson, made: link }),
      (error: unknown) => setMade({ of: lesson, refusal: `${describeError(error).message} ${describeError(error).hint}` }),
    );
  const tryIt = async () => {
    const link = await controller.sharing.link(lesson).catch((error: unknown) => {
      setMade({ of: lesson, refusal: `${describeError(error).message} ${describeError(error).hint}` });
      return null;
    });
    if (!link) return;
    onClose();
    await controller.sharing.show(link.shared);
  };
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="teacher-title">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="teacher-title">Build a lesson</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={() => dialog.current?.close()}>
            {icons.close}
          </button>
        </header>
        <p>It begins with the experiment that is on the page, at step 0. What you write here stays until the page is closed.</p>
        <Head lesson={lesson} dispatch={dispatch} />
        <ol className={styles['steps']} aria-label="Steps">
          {lesson.steps.map((step, at) => (
            <StepEditor key={at} step={step} at={at} count={lesson.steps.length} dispatch={dispatch} />
          ))}
        </ol>
        <button type="button" className={button['plain']} disabled={lesson.steps.length >= lessonLimits.steps} onClick={() => dispatch({ type: 'stepAdded' })}>
          Add a step
        </button>
        <Hidden hidden={lesson.hidden} dispatch={dispatch} />
        {shown && 'refusal' in shown && (
          <p role="alert" className={shareStyles['refusal']}>
            {shown.refusal}
          </p>
        )}
        {shown && 'made' in shown && <LinkField address={shown.made.address} title={lesson.title} asked={shown} />}
        <div className={styles['actions']}>
          <NoticeBar inline />
          {problems.length > 0 && (
            <ul className={styles['problems']} aria-label="To be put right">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
          <button type="button" className={button['plain']} disabled={problems.length > 0} onClick={() => void tryIt()}>
            Try it
          </button>
          <button type="button" className={button['primary']} disabled={problems.length > 0} onClick={() => void make()}>
            Make the link
          </button>
        </div>
      </div>
    </dialog>
  );
}

function Head({ lesson: { title, text }, dispatch }: Pick<Props, 'lesson' | 'dispatch'>) {
  const id = useId();
  return (
    <>
      <label htmlFor={`${id}-title`}>Title</label>
      <input id={`${id}-title`} className={styles['text']} maxLength={lessonLimits.title} value={title} onChange={(event) => dispatch({ type: 'changed', change: { title: event.target.value } })} />
      <label htmlFor={`${id}-text`}>What it is about</label>
      <textarea id={`${id}-text`} className={styles['text']} rows={2} maxLength={lessonLimits.text} value={text} onChange={(event) => dispatch({ type: 'changed', change: { text: event.target.value } })} />
    </>
  );
}

function Hidden({ hidden, dispatch }: { readonly hidden: Lesson['hidden']; readonly dispatch: Dispatch<DraftAction> }) {
  const toggled = (control: LessonControl) => (hidden.includes(control) ? hidden.filter((other) => other !== control) : [...hidden, control]);
  return (
    <fieldset className={styles['hidden']}>
      <legend>Hidden meanwhile</legend>
      {(Object.entries(lessonControls) as [LessonControl, string][]).map(([control, words]) => (
        <label key={control}>
          <input type="checkbox" checked={hidden.includes(control)} onChange={() => dispatch({ type: 'changed', change: { hidden: toggled(control) } })} />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
