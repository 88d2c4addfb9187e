import { useEffect, useState } from 'react';
import button from '../controls/button.module.css';
import { useApp, useController } from '../context.ts';
import { count } from '../format.ts';
import { icons } from '../icons.tsx';
import styles from './Transport.module.css';

/** Starts and pauses; the page's one primary button. */
export function TrainButton() {
  const controller = useController();
  const phase = useApp((state) => state.phase);
  const running = phase === 'running';
  return (
    <button
      type="button"
      className={`${button['primary']} ${styles['train']}`}
      disabled={phase !== 'running' && phase !== 'resting'}
      title="Space"
      onClick={() => void (running ? controller.pause() : controller.start())}
    >
      {running ? icons.pause : icons.train}
      {running ? 'Pause' : 'Train'}
    </button>
  );
}

/** One training step of every run. */
export function StepButton() {
  const controller = useController();
  const resting = useApp((state) => state.phase === 'resting');
  return (
    <button type="button" className={button['plain']} disabled={!resting} onClick={() => void controller.step()}>
      {icons.step}
      Step
    </button>
  );
}

/** Steps that can be thrown away without asking. */
const cheapSteps = 200;
const confirmationMs = 4000;

/** Back to step 0. A longer training is thrown away only at a second press within four seconds. */
export function ResetButton() {
  const controller = useController();
  const enabled = useApp((state) => state.phase === 'halted' || (state.step > 0 && state.phase !== 'preparing'));
  const [asking, setAsking] = useState<number | null>(null);
  useEffect(() => {
    if (asking === null) return;
    const timer = setTimeout(() => setAsking(null), confirmationMs);
    return () => clearTimeout(timer);
  }, [asking]);
  const press = () => {
    const { step } = controller.store.getState();
    if (asking === null && step > cheapSteps) return setAsking(step);
    setAsking(null);
    void controller.reset();
  };
  return (
    <button type="button" className={`${button['plain']} ${styles['reset']}`} data-asking={asking !== null} disabled={!enabled} onClick={press} onBlur={() => setAsking(null)}>
      {asking === null ? (
        <>
          {icons.reset}
          Reset
        </>
      ) : (
        <span aria-live="polite">Discard {count(asking)} steps?</span>
      )}
    </button>
  );
}
