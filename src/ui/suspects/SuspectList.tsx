import { memo, useEffect, useRef } from 'react';
import type { Dispatch } from 'react';
import type { SuspectLabels } from '../../worker/protocol.ts';
import { Picture } from '../pictures/Picture.tsx';
import { count, figure } from '../shared/format.ts';
import type { Decision, Review, ReviewAction } from './review.ts';
import styles from './SuspectList.module.css';

interface Props {
  readonly list: SuspectLabels;
  readonly classNames: readonly string[];
  readonly review: Review;
  readonly dispatch: Dispatch<ReviewAction>;
}

const marks: Record<Decision, string> = { keep: 'kept', change: 'changed', leave: 'left out' };

/** All suspects shown, the one at hand marked and in sight. */
export function SuspectList({ list, classNames, review, dispatch }: Props) {
  return (
    <ol className={styles['list']} aria-label={`The ${count(review.count)} most suspect of ${count(list.indices.length)} training images`}>
      {Array.from({ length: review.count }, (_, rank) => (
        <Entry key={rank} list={list} classNames={classNames} rank={rank} current={rank === review.at} decision={review.decisions.get(rank)} dispatch={dispatch} />
      ))}
    </ol>
  );
}

/** Scrolls the list alone: the suspect beside it, or over it on a phone, stays where it is. */
function bringInSight(item: HTMLElement): void {
  const list = item.parentElement!;
  const [top, bottom] = [item.offsetTop, item.offsetTop + item.offsetHeight];
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}

interface EntryProps extends Omit<Props, 'review'> {
  readonly rank: number;
  readonly current: boolean;
  readonly decision: Decision | undefined;
}

const Entry = memo(function Entry({ list, classNames, rank, current, decision, dispatch }: EntryProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current && item.current) bringInSight(item.current);
  }, [current]);
  const index = list.indices[rank]!;
  const [label, suggestion] = [classNames[list.labels[index]!], classNames[list.suggestions[rank]!]];
  return (
    <li ref={item} className={styles['entry']}>
      <button type="button" aria-current={current} data-decision={decision} onClick={() => dispatch({ type: 'went', to: rank })}>
        <Picture dataset={list.dataset} path={list.paths?.[index] ?? null} index={index} side={32} alt="" />
        <span className={styles['names']} title={`${label} → ${suggestion}`}>
          <span>{label}</span> <span>→ {suggestion}</span>
        </span>
        <span>{decision ? marks[decision] : figure(list.scores[rank])}</span>
      </button>
    </li>
  );
});
