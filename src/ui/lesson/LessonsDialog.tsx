import { lessons } from '../../lessons/lessons.ts';
import type { OwnLesson } from '../../lessons/lesson.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import { beginLesson } from './actions.ts';
import styles from './LessonsDialog.module.css';

/** The lessons that come with the page, and the way to one of one's own. */
export function LessonsDialog({ onClose, onTeach }: { readonly onClose: () => void; readonly onTeach: () => void }) {
  const dialog = useModal(onClose);
  const controller = useController();
  const ready = useApp((state) => state.setUp !== null && state.phase !== 'preparing' && state.phase !== 'recovering');
  const begin = (lesson: OwnLesson) => {
    onClose();
    beginLesson(controller, lesson);
  };
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="lessons-title" closedby="any">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="lessons-title">Lessons</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={() => dialog.current?.close()}>
            {icons.close}
          </button>
        </header>
        <p>A lesson sets up an experiment and goes through it with you. Your own training is kept meanwhile, and you can leave at any time.</p>
        <ol className={styles['lessons']}>
          {lessons.map((lesson) => {
            const { title, text, steps } = lesson.shared.lesson;
            return (
              <li key={lesson.id}>
                <h3>{title}</h3>
                <p>{text}</p>
                <button type="button" className={button['plain']} aria-label={`Begin: ${title}`} disabled={!ready} onClick={() => begin(lesson)}>
                  Begin
                </button>
                <small>{steps.length} steps</small>
              </li>
            );
          })}
        </ol>
        <p className={styles['teach']}>
          Do you teach? Build a lesson on the experiment that is on the page, and hand it on as a link.{' '}
          <button type="button" className={button['plain']} disabled={!ready} onClick={onTeach}>
            Build a lesson
          </button>
        </p>
      </div>
    </dialog>
  );
}
