import { useId, useLayoutEffect, useRef } from 'react';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import { useApp, useController } from '../shared/context.ts';
import styles from './Question.module.css';

/** The one way in which the page asks before it throws a long training away. */
export function Question() {
  const question = useApp((state) => state.question);
  return question && <Asked message={question.message} confirm={question.confirm} />;
}

/** A modal dialog: it begins on the button that keeps everything, Escape and a press beside it mean the same, and the focus goes back. */
function Asked({ message, confirm }: { readonly message: string; readonly confirm: string }) {
  const controller = useController();
  const dialog = useModal();
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <dialog
      ref={dialog}
      className={styles['question']}
      role="alertdialog"
      aria-labelledby={id}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        controller.answer(false);
      }}
      onClose={(event) => {
        if (dialog.current === event.currentTarget && !event.currentTarget.open) controller.answer(false);
      }}
    >
      <p id={id}>{message}</p>
      <div className={styles['answers']}>
        <button ref={keep} type="button" className={button['plain']} onClick={() => controller.answer(false)}>
          Keep this training
        </button>
        <button type="button" className={`${button['plain']} ${button['danger']}`} onClick={() => controller.answer(true)}>
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
