import { useEffect, useRef, useState } from 'react';
import { fileName } from '../../app/home/fileName.ts';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { saveFile } from '../../app/saveFile.ts';
import { CancelledError, describeError } from '../../errors.ts';
import button from '../controls/button.module.css';
import { useSaid } from '../controls/useSaid.ts';
import progress from '../controls/progress.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import type { PointRow } from './order.ts';
import styles from './Points.module.css';
import { pointsCsv } from './pointsCsv.ts';
import { sheetOf } from './sheet.ts';

interface Props {
  readonly rows: readonly PointRow[];
  readonly snapshot: DrawnSnapshot;
  readonly classNames: readonly string[];
}

/** Saves the selected images in their order: as a table of what the runs make of them, and as one picture. */
export function SaveSelection({ rows, snapshot, classNames }: Props) {
  const controller = useController();
  const dataset = useApp((state) => state.setUp?.dataset.label ?? '');
  const end = useRef<AbortController | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [said, setSaid] = useSaid(useApp((state) => state.selection));
  useEffect(() => () => end.current?.abort(), []);
  const nameOf = (extension: string) => fileName([dataset, 'selection', 'step', snapshot.step], extension);
  const hand = (name: string, blob: Blob) => {
    saveFile({ name, blob });
    setSaid(`Saved ${name}.`);
  };
  const saveSheet = async () => {
    const { signal } = (end.current = new AbortController());
    setSaid('');
    try {
      const sheet = await sheetOf(controller, rows.map(({ image }) => image), { telling: setDone, signal });
      hand(nameOf('png'), sheet);
    } catch (error) {
      if (!(error instanceof CancelledError)) setSaid(`${describeError(error).message} ${describeError(error).hint}`);
    }
    setDone(null);
  };
  return (
    <div className={styles['save']}>
      <button type="button" className={button['plain']} onClick={() => hand(nameOf('csv'), new Blob([pointsCsv(rows, snapshot, classNames)], { type: 'text/csv' }))}>
        Save table
      </button>
      <button type="button" className={button['plain']} onClick={() => (done === null ? void saveSheet() : end.current?.abort())}>
        {done === null ? 'Save images' : 'Cancel the images'}
      </button>
      {done !== null && (
        <>
          <progress className={progress['progress']} aria-label="Drawing the images" value={done} max={rows.length} />
          <span className={styles['small']}>
            {count(done)} of {count(rows.length)}
          </span>
        </>
      )}
      <p aria-live="polite" className={styles['small']}>
        {said}
      </p>
    </div>
  );
}
