import { useState } from 'react';
import { trainingFileEnd } from '../../app/sharing/address.ts';
import { isSettled } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import dialogStyles from '../data/DataDialog.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count, megabytes } from '../shared/format.ts';
import styles from './ShareDialog.module.css';

/** Saves the training with its weights as a file, and opens one. */
export function TrainingFile({ onOpened }: { readonly onOpened: () => void }) {
  const controller = useController();
  const ready = useApp((state) => state.setUp !== null && isSettled(state));
  const [said, say] = useState('');
  const save = async () => {
    say('Saving …');
    const saved = await controller.sharing.saveFile();
    say(saved ? `Saved: step ${count(saved.step)}, ${megabytes(saved.bytes)}.` : '');
  };
  const open = async (file: File) => {
    say('Opening …');
    if (await controller.sharing.openFile(file)) onOpened();
    else say('');
  };
  return (
    <section className={styles['part']} aria-labelledby="file-title">
      <h3 id="file-title">Keep it as a file</h3>
      <p>With the trained weights and the curves: whoever opens it is at its step at once. Images are not in it. A file can also be dropped on the page.</p>
      <div className={styles['actions']}>
        <button type="button" className={button['plain']} disabled={!ready} onClick={() => void save()}>
          Save as a file
        </button>
        <span className={dialogStyles['pick']}>
          <span className={button['plain']}>Open a file …</span>
          <input
            type="file"
            accept={trainingFileEnd}
            aria-label="Open a file"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void open(file);
            }}
          />
        </span>
        <span role="status" className={styles['said']}>
          {said}
        </span>
      </div>
    </section>
  );
}
