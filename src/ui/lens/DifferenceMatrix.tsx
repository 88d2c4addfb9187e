import { useMemo } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { confusionDifference, readByOne } from '../points/mistakes.ts';
import { useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './Lens.module.css';
import { MatrixGrid, mostNamed } from './Matrix.tsx';

interface Props {
  readonly snapshot: DrawnSnapshot;
  readonly classNames: readonly string[];
  readonly names: readonly string[];
  readonly run: number;
  readonly other: number;
}

const signed = (value: number) => `${value > 0 ? '+' : '−'}${count(Math.abs(value))}`;

/** The confusion matrix of a run less that of another one. A cell in which they differ selects the images that only one of the two puts there. */
export function DifferenceMatrix({ snapshot, classNames, names, run, other }: Props) {
  const controller = useController();
  const classes = classNames.length;
  const difference = useMemo(() => confusionDifference(snapshot, run, other, classes), [snapshot, run, other, classes]);
  const cells = Array.from(difference.keys()).filter((k) => difference[k] !== 0);
  const largest = difference.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return (
    <figure className={styles['matrix']}>
      <figcaption>
        {names[run]} less {names[other]}: true class down, predicted class across
      </figcaption>
      <MatrixGrid classNames={classNames}>
        {cells.map((k) => {
          const [a, b] = [Math.floor(k / classes), k % classes];
          const value = difference[k]!;
          const text = `${classNames[a]} taken for ${a === b ? 'itself' : classNames[b]}: ${signed(value)} by ${names[run]}`;
          return (
            <button
              key={k}
              type="button"
              className={(a === b) === value > 0 ? styles['right'] : styles['wrong']}
              style={{ gridRow: a + 1, gridColumn: b + 1, '--share': Math.abs(value) / largest }}
              title={text}
              aria-label={text}
              onClick={() => controller.select(readByOne(snapshot, run, other, a, b))}
            >
              {classes <= mostNamed ? signed(value) : ''}
            </button>
          );
        })}
      </MatrixGrid>
      <p className={styles['key']}>{cells.length === 0 ? 'They answer alike at this step.' : 'Blue: better. Red: worse. A cell selects the images that one of the two alone puts there.'}</p>
    </figure>
  );
}
