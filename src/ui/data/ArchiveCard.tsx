import { archives } from '../../data/catalog.ts';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useApp, useController } from '../shared/context.ts';
import styles from './DataDialog.module.css';

/** Photographs that lie beside the page; nothing where they do not. */
export function ArchiveCard({ id }: { readonly id: string }) {
  const controller = useController();
  const hosted = useApp((state) => state.availability?.[id] === 'hosted');
  const preparing = useApp((state) => state.phase === 'preparing' || state.phase === 'opening');
  const { label, description, source, licence } = archives.get(id);
  if (!hosted) return null;
  return (
    <article className={styles['set']} aria-label={label}>
      <h3>
        {label} <span className={card['chip']}>ready on this site</span>
      </h3>
      <p>{description}</p>
      <p className={styles['source']}>
        {source}. Licence: {licence}.
      </p>
      <div className={styles['actions']}>
        <button type="button" className={button['plain']} disabled={preparing} onClick={() => void controller.own.addHosted(id)}>
          Read it
        </button>
      </div>
    </article>
  );
}
