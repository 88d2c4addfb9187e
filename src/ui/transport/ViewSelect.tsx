import { Fragment, useId } from 'react';
import { useApp, useController } from '../shared/context.ts';
import styles from './ViewSelect.module.css';

const views = [
  ['follow', 'Follow', 'Follow: each panel scales itself to its own features.'],
  ['locked', 'Lock', 'Lock: the scales stay as they are, so growing and shrinking show.'],
  ['linked', 'Link', 'Link: all panels share one scale, so that sizes compare.'],
] as const;

/** How the panels choose their axes. What a choice does is told under a pointer or the focus; where nothing hovers, of the choice made. */
export function ViewSelect() {
  const controller = useController();
  const view = useApp((state) => state.view);
  const id = useId();
  return (
    <fieldset className={styles['view']}>
      <legend className="visually-hidden">View of the panels</legend>
      {views.map(([value, label, meaning]) => (
        <Fragment key={value}>
          <label>
            <input type="radio" name="view" value={value} checked={view === value} aria-describedby={`${id}-${value}`} onChange={() => controller.setView(value)} />
            <span>{label}</span>
          </label>
          <small id={`${id}-${value}`} className={styles['meaning']} data-chosen={view === value}>
            {meaning}
          </small>
        </Fragment>
      ))}
    </fieldset>
  );
}
