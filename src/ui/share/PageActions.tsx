import button from '../controls/button.module.css';
import { useApp } from '../shared/context.ts';
import { useOpening } from './opening.ts';
import styles from './PageActions.module.css';

/** What is done with the page as a whole: lessons, kept trainings, a view for a class, a link, and all that can be found. */
export function PageActions() {
  const open = useOpening();
  const ready = useApp((state) => state.setUp !== null);
  return (
    <div className={styles['actions']} role="group" aria-label="Page">
      <button type="button" className={button['plain']} data-tour="lessons" aria-haspopup="dialog" onClick={() => open('lessons')}>
        Lessons
      </button>
      <button type="button" className={button['plain']} aria-haspopup="dialog" onClick={() => open('kept')}>
        Kept
      </button>
      <button type="button" className={button['plain']} disabled={!ready} title="P" onClick={() => open('presentation')}>
        Present
      </button>
      <button type="button" className={button['plain']} aria-haspopup="dialog" disabled={!ready} onClick={() => open('share')}>
        Share
      </button>
      <button type="button" className={button['plain']} aria-haspopup="dialog" aria-keyshortcuts="Control+K" title="Ctrl + K" onClick={() => open('palette')}>
        Find
      </button>
    </div>
  );
}
