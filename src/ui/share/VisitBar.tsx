import type { AppState } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './VisitBar.module.css';

/** Whether there is something to say of a training that comes from elsewhere. */
export const isVisitTold = ({ isVisit, goal, ahead }: AppState): boolean => isVisit || goal !== null || ahead.length > 0;

/** Of a training from a link, a lesson or a file: how far it had come, what lies ahead, and the way back to the person's own. */
export function VisitBar() {
  const told = useApp(isVisitTold);
  const isVisit = useApp((state) => state.isVisit);
  if (!told) return null;
  return (
    <aside className={styles['bar']} aria-label="Shared training">
      <Goal />
      <Ahead />
      <Whose />
      <span className={styles['space']} />
      {isVisit && <OwnTraining />}
    </aside>
  );
}

function Goal() {
  const controller = useController();
  const goal = useApp((state) => state.goal);
  const phase = useApp((state) => state.phase);
  if (goal === null) return null;
  if (phase === 'running') return <span>On the way to step {count(goal)}; Pause ends it.</span>;
  return (
    <span>
      This shared training had come to step {count(goal)}.{' '}
      <button type="button" className={button['inline']} disabled={phase !== 'resting'} onClick={() => void controller.sharing.toGoal()}>
        Train to step {count(goal)}
      </button>
    </span>
  );
}

function Ahead() {
  const ahead = useApp((state) => state.ahead);
  const [next] = ahead;
  if (!next) return null;
  return <span>{ahead.length === 1 ? 'One live change is made as it was before,' : `${ahead.length} live changes are made as they were before, the next`} after step {count(next.step)}.</span>;
}

function Whose() {
  const told = useApp(({ isVisit, goal, ahead, lesson }) => !isVisit || goal !== null || ahead.length > 0 || lesson !== null);
  return told ? null : <span>You are looking at another training; your own is kept.</span>;
}

function OwnTraining() {
  const controller = useController();
  const step = useApp((state) => state.before?.step ?? 0);
  const busy = useApp((state) => state.phase === 'opening' || state.phase === 'preparing');
  const begun = useApp((state) => state.step > 0);
  return (
    <>
      <button type="button" className={button['inline']} disabled={busy} onClick={() => void controller.goBack()}>
        Back to your training at step {count(step)}
      </button>
      {begun && (
        <button type="button" className={button['inline']} disabled={busy} title="Your own training is given up" onClick={() => void controller.sharing.adopt()}>
          Keep this one instead
        </button>
      )}
    </>
  );
}
