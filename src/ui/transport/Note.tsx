import type { ReactNode } from 'react';
import type { AppState, Keeping } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { LuckProgress, useLuckUnderWay } from '../luck/LuckProgress.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './Readout.module.css';

/** The line under the figures, one thing at a time and always in one place: which seed is trained, what is waited for, the way back, where it is kept. */
export function Note({ narrow }: { readonly narrow: boolean }) {
  const waiting = useApp((state) => state.waiting);
  const wayBack = useApp(wayBackFrom);
  const keeping = useApp((state) => state.keeping);
  const luck = useLuckUnderWay();
  if (luck) return <div className={styles['note']}><LuckProgress narrow={narrow} /></div>;
  return (
    <div className={styles['note']}>
      {waiting ? <>step {count(waiting.step)} under way, {count(waiting.seconds)} s</> : wayBack && !narrow ? <WayBack /> : <Kept keeping={keeping} narrow={narrow} />}
    </div>
  );
}

/** Which way back there is, if any; from a training that comes from elsewhere it is above the panels. */
const wayBackFrom = ({ broughtBack, before, isVisit, keeping }: AppState): 'startOver' | 'goBack' | null => {
  if (before) return isVisit ? null : 'goBack';
  // What is not kept is not back; Reset starts it over as well.
  return broughtBack && keeping.status !== 'elsewhere' ? 'startOver' : null;
};

/** "Back at step 1,234. Start over" after a reload, or the way back to the training that an experiment took the place of. */
export function WayBack(): ReactNode {
  const controller = useController();
  const broughtBack = useApp((state) => state.broughtBack);
  const before = useApp((state) => state.before);
  const busy = useApp((state) => state.phase === 'opening');
  if (before) {
    return (
      <button type="button" className={button['inline']} disabled={busy} onClick={() => void controller.goBack()}>
        Back to your training at step {count(before.step)}
      </button>
    );
  }
  if (!broughtBack) return null;
  return (
    <>
      Back at step {count(broughtBack.step)}.{' '}
      <button type="button" className={button['inline']} disabled={busy} onClick={() => void controller.reset()}>
        Start over
      </button>
    </>
  );
}

/** Where the training is kept, calmly. */
function Kept({ keeping, narrow }: { readonly keeping: Keeping; readonly narrow: boolean }) {
  switch (keeping.status) {
    case 'none':
      return null;
    case 'saved':
      return <span title={`Kept in this browser at ${new Date(keeping.at).toLocaleTimeString()}`}>Saved at step {count(keeping.step)}</span>;
    case 'failed':
      return <span title={keeping.reason}>Not saved: {keeping.reason}</span>;
    case 'elsewhere':
      return narrow ? 'Kept by another tab' : <Elsewhere />;
    default:
      return keeping.status satisfies never;
  }
}

/** Another tab keeps trainings; this one can take over. The button comes first: where the line is short, words give way. */
function Elsewhere() {
  const controller = useController();
  return (
    <>
      <button type="button" className={button['inline']} onClick={() => void controller.takeOver()}>
        Take over
      </button>{' '}
      Another tab keeps its training here.
    </>
  );
}

/** The notes that need room for a button, in a line of their own; nothing where there is none. */
export function RoomyNote() {
  const wayBack = useApp(wayBackFrom);
  const elsewhere = useApp((state) => state.keeping.status === 'elsewhere');
  const luck = useLuckUnderWay();
  if (luck) return <div className={styles['roomy']}><LuckProgress /></div>;
  if (!wayBack && !elsewhere) return null;
  return <div className={styles['roomy']}>{wayBack ? <WayBack /> : <Elsewhere />}</div>;
}
