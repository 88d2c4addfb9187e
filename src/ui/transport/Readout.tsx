import { useApp } from '../context.ts';
import { count } from '../format.ts';
import progress from '../controls/progress.module.css';
import styles from './Transport.module.css';

/** Where training is: the step, the epoch and the speed; before that, how far preparing is and what to do. Keeps one height. */
export function Readout() {
  const phase = useApp((state) => state.phase);
  const untouched = useApp((state) => state.step === 0);
  const figures = phase === 'running' || (phase === 'resting' && !untouched);
  return (
    <div className={styles['readout']}>
      <p role="status" className={figures ? 'visually-hidden' : styles['says']}>
        <Status />
      </p>
      {figures && <Figures />}
      {(phase === 'preparing' || phase === 'opening') && <PreparingBar />}
    </div>
  );
}

function Status() {
  const phase = useApp((state) => state.phase);
  const untouched = useApp((state) => state.step === 0);
  const preparing = useApp((state) => state.preparing);
  switch (phase) {
    case 'opening':
      return 'Starting the trainer …';
    case 'preparing':
      if (!preparing) return 'Preparing …';
      return preparing.total > 0 ? `${preparing.what}, ${preparing.done} of ${preparing.total}` : `${preparing.what} …`;
    case 'running':
      return 'Training';
    case 'resting':
      return untouched ? <FirstSentence /> : 'Paused';
    case 'recovering':
      return 'The GPU was lost; opening it again …';
    case 'halted':
      return <Stopped />;
    default:
      return phase satisfies never;
  }
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
  const known = preparing !== null && preparing.total > 0;
  return <progress className={`${progress['progress']} ${styles['bar']}`} aria-label="Preparing" {...(known ? { value: preparing.done, max: preparing.total } : {})} />;
}

function Figures() {
  const step = useApp((state) => state.step);
  const stepsPerEpoch = useApp((state) => state.setUp?.stepsPerEpoch ?? 1);
  const throughput = useApp((state) => state.throughput);
  return (
    <dl className={styles['figures']}>
      <div>
        <dt>step</dt>
        <dd className={styles['wide']}>{count(step)}</dd>
      </div>
      <div>
        <dt>epoch</dt>
        <dd>{(step / stepsPerEpoch).toFixed(2)}</dd>
      </div>
      <div>
        <dt>steps/s</dt>
        <dd>{throughput ? (1000 / throughput.stepMs).toFixed(1) : '–'}</dd>
      </div>
      <div>
        <dt>images/s</dt>
        <dd className={styles['wide']}>{throughput ? count(throughput.imagesPerSecond) : '–'}</dd>
      </div>
    </dl>
  );
}
