import type { Reading } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import progress from '../controls/progress.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count, duration } from '../shared/format.ts';
import styles from './ReadingBar.module.css';

/** How far the reading of a person's images has come, with a way to end it; nothing where a set-up waits for it and says the same. */
export function ReadingBar() {
  const reading = useApp((state) => state.reading);
  const told = useApp((state) => state.preparing?.what);
  return reading && reading.what !== told && <Bar {...reading} />;
}

function Bar({ what, done, total, secondsLeft }: Reading) {
  const controller = useController();
  return (
    <div className={styles['bar']} role="status">
      <span className={styles['text']}>
        {what}: {count(done)} of {count(total)}
        {secondsLeft !== null && `, ${duration(secondsLeft)} left`}
      </span>
      <progress className={progress['progress']} aria-label={what} value={done} max={Math.max(total, 1)} />
      <button type="button" className={button['plain']} onClick={() => controller.cancelReading()}>
        Cancel
      </button>
    </div>
  );
}
