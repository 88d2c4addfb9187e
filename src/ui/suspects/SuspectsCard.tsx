import { useState } from 'react';
import button from '../controls/button.module.css';
import card from '../controls/card.module.css';
import { useApp } from '../shared/context.ts';
import { SuspectsDialog } from './SuspectsDialog.tsx';
import styles from './SuspectsCard.module.css';

/** The way to the labels that look wrong, once something has been learned. */
export function SuspectsCard() {
  const [open, setOpen] = useState(false);
  const trained = useApp((state) => state.step > 0);
  const ready = useApp((state) => state.phase === 'resting' || state.phase === 'running');
  return (
    <section className={`${card['card']} ${styles['suspects']}`} aria-labelledby="suspects">
      <h2 id="suspects" className={card['title']}>
        Labels that look wrong
      </h2>
      <p>
        A training image that lies nearer to the mean of another class than to that of its own may carry the wrong label. This measures all of them and shows the most suspect ones first{trained ? '; training pauses meanwhile.' : ', once something has been learned.'}
      </p>
      <button type="button" className={button['plain']} disabled={!trained || !ready} onClick={() => setOpen(true)}>
        Look for wrong labels
      </button>
      {open && <SuspectsDialog onClose={() => setOpen(false)} />}
    </section>
  );
}
