import { Switch } from '../controls/Switch.tsx';
import { namesOf } from './words.ts';
import styles from './Strangers.module.css';

interface Props {
  readonly classNames: readonly string[];
  readonly chosen: readonly number[];
  /** Whether these are the ones drawn by seed. */
  readonly drawn: boolean;
  readonly onChange: (chosen: readonly number[]) => void;
}

/** The classes that are left out, by name; opened, a switch for each. */
export function ClassChoice({ classNames, chosen, drawn, onChange }: Props) {
  const toggle = (one: number, on: boolean) => onChange(on ? [...chosen, one].sort((a, b) => a - b) : chosen.filter((other) => other !== one));
  return (
    <details className={styles['choice']}>
      <summary>
        Left out of training: <b>{namesOf(chosen, classNames) || 'none'}</b>
        {drawn && ', drawn by the seed'}
      </summary>
      <ul aria-label="Classes left out" className={styles['classes']}>
        {classNames.map((name, c) => (
          <li key={name}>
            <Switch checked={chosen.includes(c)} onChange={(on) => toggle(c, on)}>
              {name}
            </Switch>
          </li>
        ))}
      </ul>
    </details>
  );
}
