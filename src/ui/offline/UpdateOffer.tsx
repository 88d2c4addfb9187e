import { useEffect, useState } from 'react';
import button from '../controls/button.module.css';
import { useApp } from '../shared/context.ts';
import { keepForOffline } from './pageUpdate.ts';
import type { TakeOver } from './pageUpdate.ts';
import styles from './UpdateOffer.module.css';

/** Says, while nothing trains, that another build of the page is ready; it is taken into use by a press alone. */
export function UpdateOffer({ hidden }: { readonly hidden: boolean }) {
  const [takeOver, setTakeOver] = useState<{ readonly press: TakeOver } | null>(null);
  const idle = useApp(({ phase }) => phase === 'resting' || phase === 'halted');
  const unkept = useApp(({ keeping, step }) => step > 0 && keeping.status !== 'saved');
  const begun = useApp(({ setUp }) => setUp !== null);
  useEffect(() => {
    // The development server's files change all the time. What the first picture needs is loaded before the rest is.
    if (import.meta.env.PROD && begun) void keepForOffline((press) => setTakeOver({ press }));
  }, [begun]);
  if (!takeOver || !idle || hidden) return null;
  return (
    <aside className={styles['offer']} aria-label="Update">
      <span>
        A new version of this page is ready.{unkept && ' The training is not saved here, and would be gone.'}
      </span>
      <button type="button" className={button['inline']} onClick={takeOver.press}>
        Reload with it
      </button>
      <button type="button" className={button['inline']} onClick={() => setTakeOver(null)}>
        Later
      </button>
    </aside>
  );
}
