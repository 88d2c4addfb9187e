import { useId, useState } from 'react';
import type { StorageUse } from '../../app/sharing/keptTrainings.ts';
import { nameLength } from '../../app/keeping/head.ts';
import { isSettled } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import dialogStyles from '../data/DataDialog.module.css';
import { NoticeBar } from '../notice/NoticeBar.tsx';
import { useApp } from '../shared/context.ts';
import { count, megabytes } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import styles from './KeptDialog.module.css';
import { KeptRow } from './KeptRow.tsx';
import { useKept } from './useKept.ts';
import type { KeptList } from './useKept.ts';

/** Trainings that a person keeps under a name in this browser: the one in effect is added, the others are opened, saved, renamed, deleted. */
export function KeptDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useModal(onClose);
  const list = useKept();
  const { items, use, problem } = list;
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="kept-title" closedby="any">
      <div className={dialogStyles['content']}>
        <header className={dialogStyles['head']}>
          <h2 id="kept-title">Kept trainings</h2>
          <button type="button" className={`${button['text']} ${dialogStyles['close']}`} aria-label="Close" onClick={() => dialog.current?.close()}>
            {icons.close}
          </button>
        </header>
        <p>A copy with weights, curves and log, in this browser until you delete it. The training that goes on is kept by itself; opening another one leaves it as it is.</p>
        <KeepForm list={list} />
        {problem?.id === '' && (
          <p role="alert" className={styles['problem']}>
            {problem.words}
          </p>
        )}
        {items === null ? (
          <p className={styles['empty']}>Reading the list …</p>
        ) : items.length === 0 ? (
          problem === null && <p className={styles['empty']}>None so far.</p>
        ) : (
          <ul className={styles['list']} aria-label="Kept trainings">
            {items.map((item) => (
              <KeptRow key={item.entry.id} item={item} list={list} onOpened={() => dialog.current?.close()} />
            ))}
          </ul>
        )}
        {use && <Use use={use} />}
        <div className={dialogStyles['notice']}>
          <NoticeBar inline />
        </div>
      </div>
    </dialog>
  );
}

/** Gives the training in effect a name and keeps it. */
function KeepForm({ list }: { readonly list: KeptList }) {
  const step = useApp((state) => state.step);
  const label = useApp((state) => state.setUp?.dataset.label ?? '');
  const ready = useApp((state) => state.setUp !== null && isSettled(state));
  const halted = useApp((state) => state.phase === 'halted');
  const [name, setName] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const id = useId();
  // Of a training that has stopped an earlier copy is kept.
  const shown = name ?? (label && !halted ? `${label}, step ${count(step)}` : label);
  const keep = async () => {
    setBusy(true);
    if (await list.keep(shown)) setName(null);
    setBusy(false);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label htmlFor={id}>Keep this training as</label>
      <input id={id} type="text" autoComplete="off" maxLength={nameLength.max} value={shown} onChange={(event) => setName(event.target.value)} />
      <button type="submit" className={button['primary']} disabled={!ready || busy || shown.trim() === ''}>
        Keep a copy
      </button>
    </form>
  );
}

function Use({ use: { usage, quota } }: { readonly use: StorageUse }) {
  const size = (bytes: number) => (bytes < 1e9 ? megabytes(bytes) : `${(bytes / 1e9).toFixed(1)} GB`);
  return (
    <p className={styles['use']}>
      This page uses {size(usage)}, data sets and photographs included, of the {size(quota)} that the browser allows it.
    </p>
  );
}
