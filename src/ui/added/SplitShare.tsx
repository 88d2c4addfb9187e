import type { Dispatch } from 'react';
import { trainShares } from '../../data/catalog.ts';
import type { OwnSetInfo } from '../../worker/own/set.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { Slider } from '../controls/Slider.tsx';
import styles from './AddedDialog.module.css';
import type { PendingAction } from './pending.ts';

interface Props {
  readonly set: OwnSetInfo;
  readonly trainShare: number | null;
  readonly dispatch: Dispatch<PendingAction>;
}

const [least, most] = [100 * trainShares.min, 100 * trainShares.max];

/** How the images are split, and another share where none came with them. */
export function SplitShare({ set, trainShare, dispatch }: Props) {
  if (trainShare === null) return <p className={styles['remark']}>The split into training and test images came with them.</p>;
  const shown = Math.round(100 * trainShare);
  const choose = (share: number) => dispatch({ type: 'split', trainShare: Math.round(share) / 100 });
  const { seed } = set.split ?? {};
  return (
    <>
      <NumberField label="Share that trains, %" value={shown} min={least} max={most} whole onChange={choose}>
        <Slider label="Share that trains" value={shown} min={least} max={most} scale="linear" onChange={choose} />
      </NumberField>
      <p className={styles['remark']}>Drawn at random from each class by seed {seed}; the rest tests. Another share draws anew; any other edit leaves each image on its side.</p>
    </>
  );
}
