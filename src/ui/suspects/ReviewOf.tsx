import { useEffect, useReducer, useState } from 'react';
import type { Dispatch } from 'react';
import { saveFile } from '../../app/saveFile.ts';
import type { SuspectLabels } from '../../worker/protocol.ts';
import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { reviewShortcuts, shortcutOf } from '../shared/shortcuts.ts';
import { toPanels } from '../shared/toPanels.ts';
import { suspectsCsv } from './csv.ts';
import { beginning, decisionCounts, extentOf, labelEdits, reviewAfter } from './review.ts';
import type { Review, ReviewAction } from './review.ts';
import { SuspectImage } from './SuspectImage.tsx';
import { SuspectList } from './SuspectList.tsx';
import styles from './SuspectsDialog.module.css';

/** Suspects that a person can go through at most; training without the mistakes among them shows the next. */
const mostShown = 300;

const deeds = {
  keep: { type: 'decided', decision: 'keep' },
  change: { type: 'decided', decision: 'change' },
  leave: { type: 'decided', decision: 'leave' },
  undo: { type: 'undone' },
} as const satisfies Readonly<Record<string, ReviewAction>>;
const moves = { before: { type: 'moved', by: -1 }, next: { type: 'moved', by: 1 } } as const satisfies Readonly<Record<string, ReviewAction>>;

/** Keys for all that is done with a suspect, wherever the focus is but in a menu. */
function useKeys(dispatch: Dispatch<ReviewAction>, editable: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.closest('select, input')) return;
      const pressed = shortcutOf(reviewShortcuts, event);
      if (pressed === null) return;
      const isMove = pressed === 'before' || pressed === 'next';
      if (!isMove && !editable) return;
      event.preventDefault();
      dispatch(isMove ? moves[pressed] : deeds[pressed]);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [dispatch, editable]);
}

const none: readonly string[] = [];

/** One suspect after the other, what was said of each, and what comes of it. */
export function ReviewOf({ list, onDone }: { readonly list: SuspectLabels; readonly onDone: () => void }) {
  const classNames = useApp((state) => state.setUp?.dataset.classNames ?? none);
  const [review, dispatch] = useReducer(reviewAfter, Math.min(mostShown, list.indices.length), beginning);
  const editable = list.paths !== null;
  useKeys(dispatch, editable);
  if (review.count === 0) return <p>There is nothing to rank: that takes two classes of two images.</p>;
  return (
    <>
      <p className={styles['extent']}>{extentOf(list)}</p>
      <div className={styles['review']}>
        <SuspectImage list={list} classNames={classNames} rank={review.at} decision={review.decisions.get(review.at)}>
          <Buttons review={review} editable={editable} dispatch={dispatch} />
        </SuspectImage>
        <SuspectList list={list} classNames={classNames} review={review} dispatch={dispatch} />
      </div>
      <Outcome list={list} classNames={classNames} review={review} onDone={onDone} />
    </>
  );
}

function Buttons({ review, editable, dispatch }: { readonly review: Review; readonly editable: boolean; readonly dispatch: Dispatch<ReviewAction> }) {
  const press = (text: string, key: string, action: ReviewAction, disabled = false) => (
    <button type="button" className={button['plain']} aria-keyshortcuts={key} disabled={disabled} onClick={() => dispatch(action)}>
      {text}
    </button>
  );
  return (
    <div className={styles['buttons']}>
      {editable && press('Keep (K)', 'K', deeds.keep)}
      {editable && press('Change (C)', 'C', deeds.change)}
      {editable && press('Leave out (X)', 'X', deeds.leave)}
      {editable && press('Undo (U)', 'U', deeds.undo, review.past.length === 0)}
      {press('← Back', 'ArrowLeft', moves.before, review.at === 0)}
      {press('Next →', 'ArrowRight', moves.next, review.at === review.count - 1)}
    </div>
  );
}

/** What the decisions come to, and the list as a file. */
function Outcome({ list, classNames, review, onDone }: { readonly list: SuspectLabels; readonly classNames: readonly string[]; readonly review: Review; readonly onDone: () => void }) {
  const controller = useController();
  const label = useApp((state) => state.setUp?.dataset.label ?? '');
  const [busy, setBusy] = useState(false);
  const { keep, change, leave } = decisionCounts(review);
  const retrain = async () => {
    setBusy(true);
    const done = await controller.own.retrain(list.dataset, { labels: labelEdits(list, classNames, review) });
    setBusy(false);
    if (!done) return;
    onDone();
    toPanels();
  };
  return (
    <div className={styles['outcome']}>
      <p role="status">{list.paths ? `${count(change)} to change, ${count(leave)} to leave out, ${count(keep)} to keep.` : 'The labels of this data set cannot be changed here; the list can be taken along.'}</p>
      <button type="button" className={button['plain']} onClick={() => saveFile({ name: `${label.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-suspects-step-${list.step}.csv`, blob: new Blob([suspectsCsv(list, classNames, review)], { type: 'text/csv' }) })}>
        Save the list as CSV
      </button>
      {list.paths && (
        <button type="button" className={button['primary']} disabled={busy || change + leave === 0} onClick={() => void retrain()}>
          Retrain without these mistakes
        </button>
      )}
    </div>
  );
}
