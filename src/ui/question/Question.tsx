import { useId, useLayoutEffect, useRef } from 'react';
import type { Question as AskedQuestion } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import dialogStyles from '../controls/dialog.module.css';
import { useModal } from '../controls/useModal.ts';
import { useApp, useController } from '../shared/context.ts';
import styles from './Question.module.css';

/** The one way in which the page asks before it throws something of worth away. */
export function Question() {
  const question = useApp((state) => state.question);
  return question && <Asked {...question} />;
}

/** A modal dialog: it begins on the button that keeps everything, Escape and a press beside it mean the same, and the focus goes back. */
function Asked({ message, confirm, keep: keepText }: AskedQuestion) {
  const controller = useController();
  const dialog = useModal(() => controller.answer(false));
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    keep.current?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${dialogStyles['dialog']} ${styles['question']}`}
      role="alertdialog"
      aria-labelledby={id}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        controller.answer(false);
      }}
    >
      <p id={id}>{message}</p>
      <div className={dialogStyles['answers']}>
        <button ref={keep} type="button" className={button['plain']} onClick={() => controller.answer(false)}>
          {keepText}
        </button>
        <button type="button" className={`${button['plain']} ${button['danger']}`} onClick={() => controller.answer(true)}>
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
