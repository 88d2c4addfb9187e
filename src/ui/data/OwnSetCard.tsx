import type { OwnSetInfo } from '../../worker/own/set.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useApp, useController } from '../shared/context.ts';
import { count } from '../shared/format.ts';
import styles from './DataDialog.module.css';
import { UseButton } from './UseButton.tsx';

/** One set that a person brought: what is in it, and what can be done with it; `onBegun` is told once a training on it is set up. */
export function OwnSetCard({ set, onBegun }: { readonly set: OwnSetInfo; readonly onBegun: () => void }) {
  const controller = useController();
  const inUse = useApp((state) => state.setUp?.dataset.id === set.id);
  const [train, test] = (['train', 'test'] as const).map((part) => set.classes.reduce((sum, one) => sum + one[part], 0)) as [number, number];
  return (
    <article className={styles['set']} aria-label={set.label}>
      <h3>
        {set.label} <span className={card['chip']}>{set.isKept ? 'kept in this browser' : 'until the page is closed'}</span>
      </h3>
      <p>
        {count(train)} training and {count(test)} test images of {set.classes.length} classes.
      </p>
      <div className={styles['actions']}>
        {inUse ? (
          <p className={styles['inUse']}>In use</p>
        ) : (
          <UseButton begin={() => controller.trainOn(set)} onBegun={onBegun} />
        )}
        <button type="button" className={button['text']} onClick={() => controller.own.show(set)}>
          What is in it
        </button>
        {!inUse && (
          <button type="button" className={button['text']} onClick={() => void controller.removeOwn(set)}>
            Delete
          </button>
        )}
      </div>
    </article>
  );
}
