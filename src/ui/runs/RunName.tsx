import styles from './RunName.module.css';
import { splitName } from './splitName.ts';

/**
 * A run's name, letter for letter. Where it does not fit in one line its middle is left out: names of one experiment often differ
 * at their end alone. On the narrowest cards it takes further lines instead.
 */
export function RunName({ name }: { readonly name: string }) {
  const [start, end] = splitName(name);
  return (
    <span className={styles['name']} title={name}>
      <span className={styles['line']}>
        <span className={styles['start']}>{start}</span>
        <span className={styles['end']}>{end}</span>
      </span>
    </span>
  );
}
