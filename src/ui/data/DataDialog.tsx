import { useEffect } from 'react';
import { archives, datasets } from '../../data/catalog.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import { NoticeBar } from '../notice/NoticeBar.tsx';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import { toTrain } from '../shared/toPanels.ts';
import styles from './DataDialog.module.css';
import { ArchiveCard } from './ArchiveCard.tsx';
import { DataSetCard } from './DataSetCard.tsx';
import { FilePicker } from './FilePicker.tsx';
import { OwnSetCard } from './OwnSetCard.tsx';

/** Every data set with its state, and the ways to get one. Notices show in here, since a modal dialog covers the page: over its end, so that nothing moves. It closes once a training on a set begins. */
export function DataDialog({ onClose, onByHand }: { readonly onClose: () => void; readonly onByHand: () => void }) {
  const dialog = useModal(onClose);
  const controller = useController();
  const ownSets = useApp((state) => state.ownSets);
  const added = useApp((state) => state.added);
  const reading = useApp((state) => state.reading !== null);
  useEffect(() => controller.refreshOwnSets(), [controller]);
  // What was read is shown in a dialog of its own, and a bar under this one could not be pressed.
  useEffect(() => {
    if (added || reading) onClose();
  }, [added, reading, onClose]);
  // Closed first: that gives the focus back to what opened it.
  const begun = () => {
    if (!dialog.current?.open) return;
    dialog.current.close();
    toTrain();
  };
  return (
    <dialog ref={dialog} className={styles['dialog']} aria-labelledby="data-title" closedby="any">
      <div className={styles['content']}>
        <header className={styles['head']}>
          <h2 id="data-title">Data</h2>
          <button type="button" className={`${button['text']} ${styles['close']}`} aria-label="Close" onClick={() => dialog.current?.close()}>
            {icons.close}
          </button>
        </header>
        <FilePicker onByHand={onByHand} />
        {ownSets.map((set) => (
          <OwnSetCard key={set.id} set={set} onBegun={begun} />
        ))}
        {datasets.ids.map((id) => (
          <DataSetCard key={id} id={id} onBegun={begun} />
        ))}
        {archives.ids.map((id) => (
          <ArchiveCard key={id} id={id} />
        ))}
        <div className={styles['notice']}>
          <NoticeBar inline />
        </div>
      </div>
    </dialog>
  );
}
