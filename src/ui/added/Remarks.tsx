import type { OwnSetInfo } from '../../worker/own/set.ts';
import { count } from '../shared/format.ts';
import styles from './AddedDialog.module.css';

/** What is worth saying of the set, in sentences. */
function sentences({ duplicates, classes, notes, isKept }: OwnSetInfo): string[] {
  const untested = classes.filter(({ test }) => test === 0).map(({ name }) => name);
  return [
    ...notes,
    ...(duplicates > 0 ? [duplicates === 1 ? '1 image is a copy of another one, and stays on its side of the split.' : `${count(duplicates)} images are copies of others; each stays on the same side of the split as what it copies.`] : []),
    ...(untested.length > 0 ? [`Too few images to test on: ${untested.join(', ')}. ${untested.length === 1 ? 'It trains' : 'They train'} and ${untested.length === 1 ? 'is' : 'are'} not tested.`] : []),
    ...(isKept ? [] : ['This browser keeps nothing here, so the images last as long as the page.']),
  ];
}

/** How a set was read, and which files were not. */
export function Remarks({ set }: { readonly set: OwnSetInfo }) {
  return (
    <>
      {sentences(set).map((remark) => (
        <p key={remark} className={styles['remark']}>
          {remark}
        </p>
      ))}
      <Skipped set={set} />
    </>
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
