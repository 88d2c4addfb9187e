import { memo } from 'react';
import type { ReactNode } from 'react';
import { ClassSwatch } from '../legend/ClassSwatch.tsx';
import { count } from '../shared/format.ts';
import type { Confusion, Focus } from './confusion.ts';
import styles from './Lens.module.css';

/** With more classes, names along the edges and numbers in the cells would not be read. */
export const mostNamed = 15;

/** Classes with names in the width of a column, and the letters of a name that fits into any. */
const mostWide = 4;
const shortName = 2;

interface Props {
  readonly confusion: Confusion;
  readonly classNames: readonly string[];
  readonly focus: Focus | null;
  readonly onOpen: (focus: Focus | null) => void;
}

/** The classes along both edges of a matrix, for the eye: each cell says its own. */
const Edges = memo(function Edges({ classNames }: { readonly classNames: readonly string[] }) {
  const named = classNames.length <= mostNamed;
  const namedAcross = named && (classNames.length <= mostWide || classNames.every(({ length }) => length <= shortName));
  const edge = (withNames: boolean) =>
    classNames.map((name, c) => (
      <span key={c} title={name}>
        <ClassSwatch c={c} />
        {withNames && <small>{name}</small>}
      </span>
    ));
  return (
    <>
      <div className={styles['across']} data-many={!named || undefined} aria-hidden="true">
        {edge(namedAcross)}
      </div>
      <div className={styles['down']} data-many={!named || undefined} aria-hidden="true">
        {edge(named)}
      </div>
    </>
  );
});

/** Room for the cells of a matrix of classes, whose marks and, where there is room, names stand along its edges. */
export function MatrixGrid({ classNames, children }: { readonly classNames: readonly string[]; readonly children: ReactNode }) {
  return (
    <div className={styles['edged']} style={{ '--classes': classNames.length }}>
      <Edges classNames={classNames} />
      <div className={styles['grid']}>{children}</div>
    </div>
  );
}

/** The confusion matrix: a row for each true class, a column for each predicted one. A cell that holds images opens them. */
export function Matrix({ confusion: { classes, predicted, images }, classNames, focus, onOpen }: Props) {
  const cells = [...predicted.keys()].filter((k) => predicted[k]! > 0);
  const share = (k: number) => predicted[k]! / Math.max(1, images[Math.floor(k / classes)]!);
  const isOpen = (a: number, b: number) => focus?.kind === 'cell' && focus.a === a && focus.b === b;
  return (
    <figure className={styles['matrix']}>
      <figcaption>True class down, predicted class across</figcaption>
      <MatrixGrid classNames={classNames}>
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
              {classes <= mostNamed ? predicted[k] : ''}
            </button>
          );
        })}
      </MatrixGrid>
    </figure>
  );
}
