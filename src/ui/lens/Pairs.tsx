import { useState } from 'react';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { ClassSwatch } from '../legend/ClassSwatch.tsx';
import { count } from '../shared/format.ts';
import type { Focus, Pair } from './confusion.ts';
import styles from './Lens.module.css';

/** Pairs in sight before a person asks for more. */
const first = 8;

interface Props {
  readonly pairs: readonly Pair[];
  readonly classNames: readonly string[];
  readonly focus: Focus | null;
  readonly onOpen: (focus: Focus | null) => void;
}

/** Pairs of classes, those that overlap most first; pressing one shows its images and lights its points. */
export function Pairs({ pairs, classNames, focus, onOpen }: Props) {
  const [all, setAll] = useState(false);
  if (pairs.length === 0) return <p className={card['note']}>No two classes overlap in these images.</p>;
  const isOpen = ({ a, b }: Pair) => focus?.kind === 'pair' && focus.a === a && focus.b === b;
  return (
    <div>
      <ol className={styles['pairs']} aria-label="Pairs of classes, most alike first">
        {pairs.slice(0, all ? pairs.length : first).map((pair) => (
          <li key={`${pair.a} ${pair.b}`}>
            <button type="button" aria-pressed={isOpen(pair)} onClick={() => onOpen(isOpen(pair) ? null : { kind: 'pair', a: pair.a, b: pair.b })}>
              <b>
                <ClassSwatch c={pair.a} /> {classNames[pair.a]} and <ClassSwatch c={pair.b} /> {classNames[pair.b]}
              </b>
              <span>
                {count(pair.confused)} of {count(pair.images)} taken for the other, {count(pair.overlapping)} nearer to its mean
              </span>
            </button>
          </li>
        ))}
      </ol>
      {pairs.length > first && (
        <button type="button" className={button['text']} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `All ${count(pairs.length)} pairs`}
        </button>
      )}
    </div>
  );
}
