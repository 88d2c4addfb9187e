import button from '../controls/button.module.css';
import { useSecondPress } from '../controls/useSecondPress.ts';
import { useApp, useController } from '../context.ts';
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

/** Back to step 0 of the set-up in effect; a longer training is thrown away only at a second press. */
export function ResetButton() {
  const controller = useController();
  const enabled = useApp((state) => state.phase === 'halted' || (state.step > 0 && state.phase !== 'preparing'));
  const { asking, press, forget } = useSecondPress(() => void controller.reset());
  return (
    <button
      type="button"
      className={`${button['plain']} ${styles['reset']}`}
      data-asking={asking}
      disabled={!enabled}
      title={asking ? 'Press again to discard this training' : 'Step 0 of the set-up in effect'}
      onClick={press}
      onBlur={forget}
    >
      {asking ? (
        <span aria-live="polite">Reset now?</span>
      ) : (
        <>
          {icons.reset}
          Reset
        </>
      )}
    </button>
  );
}
