import button from '../controls/button.module.css';
import progress from '../controls/progress.module.css';
import { useLuckUnderWay } from '../luck/LuckProgress.tsx';
import { useApp, useController, useSeen } from '../shared/context.ts';
import { count, duration, epochs, speed } from '../shared/format.ts';
import { Announcer } from './Announcer.tsx';
import { Note } from './Note.tsx';
import styles from './Readout.module.css';

/**
 * Where training is: the step, the epoch and the speed, and a line of notes under them; before that, how far preparing is and
 * what to do. Keeps one height. `narrow` leaves out notes that have a button.
 */
export function Readout({ narrow = false }: { readonly narrow?: boolean }) {
  const phase = useApp((state) => state.phase);
  const untouched = useApp((state) => state.step === 0);
  const luck = useLuckUnderWay();
  const figures = phase === 'running' || (phase === 'resting' && !untouched);
  return (
    <div className={styles['readout']}>
      <Announcer />
      {figures ? <Figures /> : <p className={styles['says']}><Situation /></p>}
      {!luck && (phase === 'preparing' || phase === 'opening' || phase === 'recovering') ? <PreparingBar /> : <Note narrow={narrow} />}
    </div>
  );
}

function Situation() {
  const phase = useApp((state) => state.phase);
  const untouched = useApp((state) => state.step === 0);
  switch (phase) {
    case 'opening':
      return 'Starting the trainer …';
    case 'preparing':
      return <Preparing />;
    case 'recovering':
      return 'The GPU was lost; opening it again …';
    case 'halted':
      return <Stopped />;
    case 'running':
    case 'resting':
      return untouched ? <FirstSentence /> : null;
    default:
      return phase satisfies never;
  }
}

function Preparing() {
  const preparing = useApp((state) => state.preparing);
  const secondsLeft = useApp(({ reading }) => (reading && reading.what === preparing?.what ? reading.secondsLeft : null));
  if (!preparing) return 'Preparing …';
  if (preparing.total === 0) return `${preparing.what} …`;
  return `${preparing.what}, ${count(preparing.done)} of ${count(preparing.total)}${secondsLeft === null ? '' : `, ${duration(secondsLeft)} left`}`;
}

function Stopped() {
  const step = useApp((state) => state.step);
  return `Stopped at step ${count(step)}.`;
}

function FirstSentence() {
  const runCount = useApp((state) => state.experiment.runs.length);
  return (
    <>
      Untrained<span className={styles['more']}>: all classes on one heap</span>. <span className={styles['more']}>Press</span> <b>Train</b> and watch {runCount > 1 ? 'rays and clusters form' : 'them part'}.
    </>
  );
}

function PreparingBar() {
  const preparing = useApp((state) => state.preparing);
  const controller = useController();
  const known = preparing !== null && preparing.total > 0;
  // There is a training to come back to.
  const canCancel = useApp((state) => state.phase === 'preparing' && state.setUp !== null);
  return (
    <div className={styles['preparing']}>
      <progress className={`${progress['progress']} ${styles['bar']}`} aria-label="Preparing" {...(known ? { value: preparing.done, max: preparing.total } : {})} />
      {canCancel && (
        <button type="button" className={button['inline']} onClick={() => controller.past.cancelSetUp()}>
          Cancel
        </button>
      )}
    </div>
  );
}

function Figures() {
  const step = useSeen((state) => state.step);
  const stepsPerEpoch = useApp((state) => state.setUp?.stepsPerEpoch ?? 1);
  const throughput = useSeen((state) => state.throughput);
  return (
    <dl className={styles['figures']}>
      <div>
        <dt>step</dt>
        <dd className={styles['wide']}>{count(step)}</dd>
      </div>
      <div>
        <dt>epoch</dt>
        <dd>{epochs(step / stepsPerEpoch)}</dd>
      </div>
      <div>
        <dt>steps/s</dt>
        <dd>{speed(throughput && 1000 / throughput.stepMs)}</dd>
      </div>
      <div>
        <dt>images/s</dt>
        <dd className={styles['wide']}>{throughput ? count(throughput.imagesPerSecond) : '–'}</dd>
      </div>
    </dl>
  );
}
