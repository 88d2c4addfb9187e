import { useState } from 'react';
import type { Controller } from '../../app/controller.ts';
import type { Phase } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import styles from './Transport.module.css';

/** What the primary button does in each phase. */
const train = { label: 'Train', icon: icons.train, does: (controller: Controller) => void controller.start() };
const pause = { label: 'Pause', icon: icons.pause, does: (controller: Controller) => void controller.pause() };
const restart = { label: 'Restart', icon: icons.reset, does: (controller: Controller) => void controller.restart() };
const primary: Readonly<Record<Phase, typeof train>> = { opening: train, preparing: train, recovering: train, resting: train, running: pause, halted: restart };

/** Starts, pauses, and restarts what has stopped for good; the page's one primary button. */
export function TrainButton() {
  const controller = useController();
  const phase = useApp((state) => state.phase);
  const { label, icon, does } = primary[phase];
  return (
    <button
      type="button"
      data-tour="train"
      className={`${button['primary']} ${styles['train']}`}
      disabled={phase !== 'running' && phase !== 'resting' && phase !== 'halted'}
      title={phase === 'halted' ? undefined : 'Space'}
      onClick={() => does(controller)}
    >
      {icon}
      {label}
    </button>
  );
}

/** One training step of every run. Steps asked for are counted, so that it takes every press, also while one is under way. */
export function StepButton() {
  const controller = useController();
  const phase = useApp((state) => state.phase);
  const [asked, setAsked] = useState(0);
  const enabled = phase === 'resting' || (phase === 'running' && asked > 0);
  const step = () => {
    setAsked((count) => count + 1);
    void controller.step().then(() => setAsked((count) => count - 1));
  };
  return (
    <button type="button" className={`${button['plain']} ${styles['plain']}`} disabled={!enabled} onClick={step}>
      {icons.step}
      Step
    </button>
  );
}

/** Back to step 0 of the set-up in effect. */
export function ResetButton() {
  const controller = useController();
  const enabled = useApp((state) => state.phase === 'halted' || (state.step > 0 && state.phase !== 'preparing' && state.phase !== 'opening'));
  return (
    <button type="button" className={`${button['plain']} ${styles['plain']}`} disabled={!enabled} title="Step 0 of the set-up in effect" onClick={() => void controller.reset()}>
      {icons.reset}
      Reset
    </button>
  );
}
