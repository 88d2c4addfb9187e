import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './Timeline.module.css';

/** The trainings that branched off one another, once there are some: each can be gone back to, and taken away. */
export function Lines() {
  const controller = useController();
  const lines = useApp((state) => state.past.lines);
  const present = useApp((state) => state.past.present);
  const step = useApp((state) => state.step);
  const busy = useApp((state) => state.phase !== 'resting' && state.phase !== 'running');
  if (lines.length < 2) return null;
  return (
    <ul className={styles['lines']} aria-label="Trainings">
      {lines.map(({ id, name, from, to }) => (
        <li key={id} className={styles['line']} data-present={id === present || undefined}>
          <button type="button" aria-pressed={id === present} disabled={busy || id === present} title={id === present ? 'Trains now' : `Go on with “${name}”`} onClick={() => void controller.past.goToLine(id)}>
            <span className={styles['name']}>{name}</span>
            <span className={styles['steps']}>
              {count(from)}–{count(id === present ? step : to)}
            </span>
          </button>
          {id !== present && (
            <button type="button" className={styles['remove']} disabled={busy} aria-label={`Take “${name}” away`} title="Take it away" onClick={() => controller.past.removeLine(id)}>
              {icons.close}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
