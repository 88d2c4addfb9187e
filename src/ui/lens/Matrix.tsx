import { count } from '../shared/format.ts';
import type { Confusion, Focus } from './confusion.ts';
import styles from './Lens.module.css';

/** With more classes, names along the edges would not be read. */
const mostNamed = 30;

interface Props {
  readonly confusion: Confusion;
  readonly classNames: readonly string[];
  readonly focus: Focus | null;
  readonly onOpen: (focus: Focus | null) => void;
}

/** The confusion matrix: a row for each true class, a column for each predicted one. A cell that holds images opens them. */
export function Matrix({ confusion: { classes, predicted, images }, classNames, focus, onOpen }: Props) {
  const cells = [...predicted.keys()].filter((k) => predicted[k]! > 0);
  const share = (k: number) => predicted[k]! / Math.max(1, images[Math.floor(k / classes)]!);
  const isOpen = (a: number, b: number) => focus?.kind === 'cell' && focus.a === a && focus.b === b;
  return (
    <figure className={styles['matrix']}>
      <figcaption>True class down, predicted class across</figcaption>
      <div className={styles['grid']} style={{ '--classes': classes }}>
        {cells.map((k) => {
          const [a, b] = [Math.floor(k / classes), k % classes];
          const text = `${classNames[a]} taken for ${a === b ? 'itself' : classNames[b]}: ${count(predicted[k]!)} of ${count(images[a]!)}`;
          return (
            <button
              key={k}
              type="button"
              className={a === b ? styles['right'] : styles['wrong']}
              style={{ gridRow: a + 1, gridColumn: b + 1, '--share': share(k) }}
              title={text}
              aria-label={text}
              aria-pressed={isOpen(a, b)}
              onClick={() => onOpen(isOpen(a, b) ? null : { kind: 'cell', a, b })}
            >
              {classes <= mostNamed / 2 ? predicted[k] : ''}
            </button>
          );
        })}
      </div>
    </figure>
  );
}
