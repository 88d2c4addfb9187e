import button from '../controls/button.module.css';
import { useController } from '../shared/context.ts';
import { chosenFiles } from './droppedFiles.ts';
import styles from './DataDialog.module.css';

/** Takes a person's images, or a data set's files, from the disk. */
export function FilePicker({ onByHand }: { readonly onByHand: () => void }) {
  return (
    <div className={styles['drop']}>
      <p>
        <b>Your own images.</b> Drop a folder with one sub-folder a class anywhere on the page, or a zip of it. IDX files, CSV tables and .npz work too. They stay on your machine.
      </p>
      <Pick text="Choose files …" />
      <Pick text="Choose a folder …" folder />
      <button type="button" className={button['plain']} onClick={onByHand}>
        Camera, or class by class …
      </button>
    </div>
  );
}

function Pick({ text, folder = false }: { readonly text: string; readonly folder?: boolean }) {
  const controller = useController();
  return (
    <label className={`${button['plain']} ${styles['pick']}`}>
      {text}
      <input
        type="file"
        multiple
        {...(folder ? { webkitdirectory: '' } : {})}
        onChange={(event) => {
          const files = chosenFiles(event.target.files ?? []);
          event.target.value = '';
          if (files.length > 0) void controller.addExamples(files);
        }}
      />
    </label>
  );
}
