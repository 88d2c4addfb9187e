import type { ReactNode } from 'react';
import type { SuspectLabels } from '../../worker/protocol.ts';
import { Picture } from '../pictures/Picture.tsx';
import { count, figure } from '../shared/format.ts';
import { isSuspect } from './review.ts';
import type { Decision } from './review.ts';
import styles from './SuspectsDialog.module.css';

interface Props {
  readonly list: SuspectLabels;
  readonly classNames: readonly string[];
  readonly rank: number;
  readonly decision: Decision | undefined;
  /** What can be done with it. */
  readonly children: ReactNode;
}

const words: Record<Decision, string> = { keep: 'to be kept', change: 'to be changed', leave: 'to be left out' };

/** One suspect, or one that comes closest to being one, large, with its label, the suggestion and the score, between what the two classes look like. */
export function SuspectImage({ list, classNames, rank, decision, children }: Props) {
  const index = list.indices[rank]!;
  const path = list.paths?.[index] ?? null;
  const [label, suggestion] = [list.labels[index]!, list.suggestions[rank]!];
  const name = path === null ? `training image ${count(index)}` : /^\d+$/.test(path) ? `image ${path}` : path;
  const [suspect, place] = [isSuspect(list, rank), `${count(rank + 1)} of ${count(list.indices.length)}`];
  return (
    <div className={styles['suspect']}>
      <Picture dataset={list.dataset} path={path} index={index} side={224} alt={`${suspect ? `Suspect ${count(rank + 1)}` : place}: ${name}, labelled ${classNames[label]}`} />
      <div className={styles['facts']}>
        <p aria-live="polite">
          {suspect ? `Suspect ${count(rank + 1)}` : place}: labelled <b>{classNames[label]}</b>, {suspect ? 'or rather' : 'next'} <b>{classNames[suggestion]}</b>
          {suspect ? '?' : '.'} Score {figure(list.scores[rank])}
          {decision && <span className={styles['decision']}> {words[decision]}</span>}
        </p>
        <p className={styles['path']}>{name}</p>
        <div className={styles['typical']}>
          {[label, suggestion].map((of) => (
            <figure key={of}>
              <figcaption title={classNames[of]}>{classNames[of]}</figcaption>
              {list.typical[of]!.map((example, i) => (
                <Picture key={example} dataset={list.dataset} path={list.paths?.[example] ?? null} index={example} side={64} alt={`Typical of ${classNames[of]}, ${i + 1}`} />
              ))}
            </figure>
          ))}
        </div>
      </div>
      {children}
    </div>
  );
}
