import button from '../controls/button.module.css';
import { useController } from '../shared/context.ts';
import styles from './DataDialog.module.css';

/** Takes a data set's four IDX files from the person's disk. */
export function FilePicker() {
  const controller = useController();
  return (
    <div className={styles['drop']}>
      <p>
        <b>Have the files already?</b> Drop the four IDX files of MNIST or Fashion-MNIST anywhere on the page, gzipped or not. They stay on your machine.
      </p>
      <label className={`${button['plain']} ${styles['pick']}`}>
        Choose files …
        <input
          type="file"
          multiple
          accept=".gz,application/gzip,*/*"
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void controller.addFiles(files);
          }}
        />
      </label>
    </div>
  );
}
