import { catalogEntry, datasetLabel } from '../../data/catalog.ts';
import button from '../controls/button.module.css';
import { useApp } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './Header.module.css';

/** The data set in use with its counts; opens the data dialog. */
export function DataBadge({ onOpen }: { readonly onOpen: () => void }) {
  const dataset = useApp((state) => state.setUp?.dataset ?? null);
  const chosen = useApp((state) => state.experiment.dataset);
  const counts = dataset ?? catalogEntry(chosen);
  return (
    <button type="button" className={`${button['plain']} ${styles['badge']}`} onClick={onOpen} aria-haspopup="dialog">
      <span className="visually-hidden">Data: </span>
      <b>{counts?.label ?? datasetLabel(chosen)}</b>
      {counts && (
        <span className={styles['counts']}>
          {count(counts.trainCount)} train / {count(counts.testCount)} test
        </span>
      )}
    </button>
  );
}
