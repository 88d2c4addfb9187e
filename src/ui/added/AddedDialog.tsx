import { useReducer, useState } from 'react';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { NoticeBar } from '../notice/NoticeBar.tsx';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './AddedDialog.module.css';
import { ClassRow } from './ClassRow.tsx';
import { asItIs, editOf, merges, pendingAfter, problemOf } from './pending.ts';
import { Presets } from './Presets.tsx';
import { Remarks } from './Remarks.tsx';
import { SplitShare } from './SplitShare.tsx';

const total = (set: OwnSetInfo, part: 'train' | 'test') => set.classes.reduce((sum, one) => sum + one[part], 0);

/** What is pending is of the set shown: an edit, and its undo, begin with nothing. */
function usePending(set: OwnSetInfo) {
  const [held, dispatch] = useReducer(pendingAfter, set, asItIs);
  if (held.id !== set.id) dispatch({ type: 'began', set });
  const pending = held.id === set.id ? held : asItIs(set);
  return { pending, dispatch, merged: merges(set, pending), edit: editOf(set, pending), problem: problemOf(set, pending) };
}

/** What the buttons do, one at a time. */
function useDeeds(set: OwnSetInfo, edit: ReturnType<typeof editOf>) {
  const controller = useController();
  const [busy, setBusy] = useState(false);
  const alone = (work: () => Promise<unknown>) => () => {
    setBusy(true);
    void work().finally(() => setBusy(false));
  };
  const apply = async () => (edit ? controller.own.edit(set, edit) : set);
  return {
    busy,
    apply: alone(apply),
    undo: alone(() => controller.own.undo()),
    train: alone(async () => {
      const ready = await apply();
      if (!ready) return;
      controller.own.show(null);
      void controller.trainOn(ready);
    }),
  };
}

/** What was read of a person's images, before they are trained on: looked at, and put right. */
export function AddedDialog({ set }: { readonly set: OwnSetInfo }) {
  const controller = useController();
  const close = () => controller.own.show(null);
  const dialog = useModal(close);
  const inUse = useApp((state) => state.setUp?.dataset.id === set.id);
  const before = useApp((state) => state.addedBefore);
  const { pending, dispatch, merged, edit, problem } = usePending(set);
  const { busy, apply, undo, train } = useDeeds(set, edit);
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="added-title" closedby="any">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="added-title">{set.label}</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={close}>
            {icons.close}
          </button>
        </header>
        <p className={styles['counts']}>
          {count(total(set, 'train'))} training and {count(total(set, 'test'))} test images of {set.classes.length} classes.
        </p>
        <Remarks set={set} />
        <SplitShare set={set} trainShare={pending.trainShare} dispatch={dispatch} />
        <Presets presets={set.presets ?? []} partly={pending.used.includes(false)} onOnly={(names) => dispatch({ type: 'only', names })} />
        <ul className={styles['classes']} aria-label="Classes">
          {set.classes.map((of, at) => (
            <ClassRow key={of.name} dataset={set.id} of={of} at={at} name={pending.names[at]!} used={pending.used[at]!} mergedWith={merged[at]!} dispatch={dispatch} />
          ))}
        </ul>
        <div className={styles['actions']}>
          <NoticeBar inline />
          {problem && (
            <p role="status" className={styles['problem']}>
              {problem}
            </p>
          )}
          <button type="button" className={button['text']} disabled={busy || !before} onClick={undo}>
            Undo the edit
          </button>
          <button type="button" className={button['plain']} disabled={busy || !edit || problem !== null} onClick={apply}>
            Apply
          </button>
          {(!inUse || edit) && (
            <button type="button" className={button['primary']} disabled={busy || problem !== null} onClick={train}>
              Train on these
            </button>
          )}
        </div>
      </div>
    </dialog>
  );
}
