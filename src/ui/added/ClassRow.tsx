import { memo, useId } from 'react';
import type { Dispatch } from 'react';
import type { OwnClass } from '../../worker/own/set.ts';
import { Switch } from '../controls/Switch.tsx';
import { Picture } from '../pictures/Picture.tsx';
import { count } from '../shared/format.ts';
import styles from './ClassRow.module.css';
import type { PendingAction } from './pending.ts';

interface Props {
  readonly dataset: string;
  readonly of: OwnClass;
  readonly at: number;
  readonly name: string;
  readonly used: boolean;
  /** Names of the classes that it becomes one with, in a row. */
  readonly mergedWith: string;
  readonly dispatch: Dispatch<PendingAction>;
}

/** One class: its name to be changed in place, how many images it has, some of them, and whether it is learned. Of hundreds only what changes is drawn again. */
export const ClassRow = memo(function ClassRow({ dataset, of: { name: before, train, test, examples }, at, name, used, mergedWith, dispatch }: Props) {
  const note = useId();
  return (
    <li className={styles['class']} data-used={used} aria-label={before}>
      <input
        className={styles['name']}
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-label={`Name of ${before}`}
        aria-describedby={mergedWith ? note : undefined}
        aria-invalid={used && name.trim() === ''}
        disabled={!used}
        value={name}
        onChange={(event) => dispatch({ type: 'named', at, name: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || name === before) return;
          event.preventDefault();
          dispatch({ type: 'named', at, name: before });
        }}
      />
      <span className={styles['counts']}>
        {count(train)} train, {count(test)} test
      </span>
      <Switch checked={used} onChange={(on) => dispatch({ type: 'used', at, used: on })}>
        Use<span className="visually-hidden"> {before}</span>
      </Switch>
      {mergedWith && (
        <p id={note} className={styles['merge']} role="status">
          Becomes one class with {mergedWith}.
        </p>
      )}
      <div className={styles['strip']}>
        {examples.map((path, i) => (
          <Picture key={path} dataset={dataset} path={path} side={48} alt={`${before}, image ${i + 1}: ${path}`} />
        ))}
      </div>
    </li>
  );
});
