import { datasets } from '../../data/catalog.ts';
import type { DatasetEntry, DatasetId } from '../../data/catalog.ts';
import type { Availability } from '../../data/sources/load.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import progress from '../controls/progress.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count, megabytes } from '../shared/format.ts';
import styles from './DataDialog.module.css';
import { UseButton } from './UseButton.tsx';

const states: Record<Availability, string> = {
  embedded: 'comes with the page',
  hosted: 'ready on this site',
  cached: 'ready in this browser',
  absent: 'not here yet',
};

interface Props {
  readonly id: DatasetId;
  /** Told once a training on it is set up. */
  readonly onBegun: () => void;
}

/** One data set: what it is, whether it is here, and the button that uses or fetches it. */
export function DataSetCard({ id, onBegun }: Props) {
  const availability = useApp((state) => state.availability?.[id]);
  const { label, description, trainCount, testCount, source, licence }: DatasetEntry = datasets.get(id);
  return (
    <article className={styles['set']} aria-label={label}>
      <h3>
        {label} {availability && <span className={card['chip']}>{states[availability]}</span>}
      </h3>
      <p>
        {count(trainCount)} training and {count(testCount)} test images. {description}
      </p>
      <p className={styles['source']}>
        {source}. Licence: {licence}.
      </p>
      <Action id={id} onBegun={onBegun} availability={availability} />
    </article>
  );
}

function Action({ id, onBegun, availability }: Props & { readonly availability: Availability | undefined }) {
  const controller = useController();
  const inUse = useApp((state) => state.setUp?.dataset.id === id);
  const preparing = useApp((state) => state.phase === 'preparing' || state.phase === 'opening');
  const download = useApp((state) => (state.download?.dataset === id ? state.download : null));
  const otherDownload = useApp((state) => state.download !== null && state.download.dataset !== id);
  if (download) {
    return (
      <div className={styles['progress']}>
        <progress className={progress['progress']} aria-label={`Fetching ${download.file}`} value={download.receivedBytes} max={download.totalBytes} />
        <span>
          {download.file}: {megabytes(download.receivedBytes)} of {megabytes(download.totalBytes)}
        </span>
        <button type="button" className={button['plain']} onClick={() => controller.cancelDownload()}>
          Cancel
        </button>
      </div>
    );
  }
  if (inUse) return <p className={styles['inUse']}>In use</p>;
  if (availability === 'absent') {
    return (
      <button type="button" className={button['plain']} disabled={otherDownload || preparing} onClick={() => void controller.download(id).then((begun) => begun && onBegun())}>
        Get it ({megabytes(downloadBytes(datasets.get(id)))}) and restart
      </button>
    );
  }
  return <UseButton disabled={availability === undefined} begin={() => controller.configure({ dataset: id })} onBegun={onBegun} />;
}

/** Bytes of all gzipped files of a set. */
function downloadBytes({ files }: DatasetEntry): number {
  return Object.values(files).reduce((sum, file) => sum + (file.bytes ?? 0), 0);
}
