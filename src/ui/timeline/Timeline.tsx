import { Suspense, lazy, useState } from 'react';
import button from '../controls/button.module.css';
import { useLuckUnderWay } from '../luck/LuckProgress.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './Timeline.module.css';
import { Track } from './Track.tsx';
import { paces, usePlayback } from './usePlayback.ts';

const ForkDialog = lazy(async () => ({ default: (await import('./ForkDialog.tsx')).ForkDialog }));

/** The past under the panels: every picture so far, played or dragged to, and from any step another way to go on. */
export function Timeline() {
  const controller = useController();
  const [pace, setPace] = useState<number>(10);
  const { direction, play } = usePlayback(pace);
  const [forking, setForking] = useState(false);
  const shown = useApp((state) => state.shown);
  const empty = useApp((state) => state.past.steps.length < 2);
  const busy = useApp((state) => state.phase !== 'resting' && state.phase !== 'running');
  const step = useApp((state) => state.shown ?? state.step);
  const undo = useApp((state) => state.past.undo);
  const luck = useLuckUnderWay();
  return (
    <section className={styles['timeline']} aria-label="Timeline" data-tour="timeline">
      <button type="button" className={`${button['plain']} ${styles['play']}`} disabled={empty} aria-pressed={direction === -1} title="Play backwards" onClick={() => play(direction === -1 ? null : -1)}>
        {direction === -1 ? icons.pause : icons.backwards}
        <span className="visually-hidden">Play backwards</span>
      </button>
      <button type="button" className={`${button['plain']} ${styles['play']}`} disabled={empty} aria-pressed={direction === 1} title="Play the past" onClick={() => play(direction === 1 ? null : 1)}>
        {direction === 1 ? icons.pause : icons.train}
        <span className="visually-hidden">Play the past</span>
      </button>
      <select className={styles['pace']} aria-label="Pictures a second" title="Pictures a second" value={pace} disabled={empty} onChange={(event) => setPace(Number(event.target.value))}>
        {paces.map((each) => (
          <option key={each} value={each}>
            {each}/s
          </option>
        ))}
      </select>
      <Track onTouch={() => play(null)} />
      <button
        type="button"
        className={`${button['plain']} ${styles['now']}`}
        disabled={shown === null}
        title="Back to what trains"
        onClick={() => {
          play(null);
          controller.past.show(null);
        }}
      >
        {shown === null ? 'Now' : `${count(shown)} → now`}
      </button>
      <button type="button" className={`${button['plain']} ${styles['forkButton']}`} disabled={busy || luck || step === 0} title="Go on from this step another way, beside what there is" onClick={() => setForking(true)}>
        {icons.fork}
        Fork
      </button>
      <button type="button" className={`${button['plain']} ${styles['undo']}`} disabled={busy || undo === null} title={undo === null ? 'Nothing to undo' : `Undo: ${undo}`} onClick={() => void controller.past.undo()}>
        {icons.undo}
        <span className="visually-hidden">{undo === null ? 'Undo' : `Undo: ${undo}`}</span>
      </button>
      <Suspense>{forking && <ForkDialog step={step} onClose={() => setForking(false)} />}</Suspense>
    </section>
  );
}
