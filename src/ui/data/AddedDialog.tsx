import type { OwnSetInfo } from '../../worker/own/set.ts';
import button from '../controls/button.module.css';
import { useModal } from '../controls/useModal.ts';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import { icons } from '../shared/icons.tsx';
import dialogStyles from './DataDialog.module.css';
import styles from './AddedDialog.module.css';

/** What was read of a person's images, before they are trained on. */
export function AddedDialog({ set }: { readonly set: OwnSetInfo }) {
  return <Added key={set.id} set={set} />;
}

const total = (set: OwnSetInfo, part: 'train' | 'test') => set.classes.reduce((sum, one) => sum + one[part], 0);

/** What is worth saying of the set, in sentences. */
function remarks({ duplicates, classes, notes, isKept }: OwnSetInfo): string[] {
  const untested = classes.filter(({ test }) => test === 0).map(({ name }) => name);
  return [
    ...notes,
    ...(duplicates > 0 ? [`${count(duplicates)} images are copies of others, exact or nearly; each stays on the same side of the split as what it copies.`] : []),
    ...(untested.length > 0 ? [`Too few images to test on: ${untested.join(', ')}. ${untested.length === 1 ? 'It trains' : 'They train'} and ${untested.length === 1 ? 'is' : 'are'} not tested.`] : []),
    ...(isKept ? [] : ['This browser keeps nothing here, so the images last as long as the page.']),
  ];
}

function Added({ set }: { readonly set: OwnSetInfo }) {
  const controller = useController();
  const dialog = useModal();
  const inUse = useApp((state) => state.setUp?.dataset.id === set.id);
  const close = () => controller.showSet(null);
  return (
    <dialog ref={dialog} className={dialogStyles['dialog']} aria-labelledby="added-title" closedby="any" onClose={(event) => !event.currentTarget.open && close()}>
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
        {remarks(set).map((remark) => (
          <p key={remark} className={styles['remark']}>
            {remark}
          </p>
        ))}
        <div className={styles['framed']}>
          <table className={styles['classes']}>
            <thead>
              <tr>
                <th scope="col">Class</th>
                <th scope="col">Train</th>
                <th scope="col">Test</th>
              </tr>
            </thead>
            <tbody>
              {set.classes.map(({ name, train, test }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{count(train)}</td>
                  <td>{count(test)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Skipped set={set} />
        <div className={styles['actions']}>
          <button type="button" className={button['plain']} onClick={close}>
            Close
          </button>
          {!inUse && (
            <button
              type="button"
              className={button['primary']}
              onClick={() => {
                close();
                void controller.trainOn(set);
              }}
            >
              Train on these
            </button>
          )}
        </div>
      </div>
    </dialog>
  );
}

function Skipped({ set: { skipped } }: { readonly set: OwnSetInfo }) {
  if (skipped.length === 0) return null;
  return (
    <details className={styles['skipped']}>
      <summary>{skipped.length === 1 ? '1 file was skipped' : `${count(skipped.length)} files were skipped`}</summary>
      <ul>
        {skipped.map(({ path, reason }) => (
          <li key={path}>
            <b>{path}</b>: {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
