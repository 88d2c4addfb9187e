import { useEffect, useState } from 'react';
import type { Notice } from '../../app/store/state.ts';
import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import styles from './NoticeBar.module.css';

/** How long what needs no answer stays, in milliseconds. */
const staysMs = 10_000;

/** That a training came to its stop, and that a lesson was left, is told for a while; the page shows it too. Everything else waits to be dismissed. */
const leavesByItself = ({ kind, about }: Notice) => kind === 'info' && (about === 'training' || about === 'left');

/** Dismisses a notice that leaves by itself, unless a pointer or the focus is on it. */
function useLeaving(notice: Notice, isHeld: boolean): void {
  const controller = useController();
  useEffect(() => {
    if (!leavesByItself(notice) || isHeld) return;
    const timer = setTimeout(() => controller.dismissNotice(), staysMs);
    return () => clearTimeout(timer);
  }, [controller, notice, isHeld]);
}

/**
 * What went wrong and what to do next, until dismissed: over the page, or `inline` within a dialog, where an image that the page
 * was asked about is no matter. A halted training can be restarted from here. What the page shows too leaves by itself.
 */
export function NoticeBar({ inline = false }: { readonly inline?: boolean }) {
  const notice = useApp((state) => state.notice);
  if (!notice || (inline && notice.about === 'image')) return null;
  return <Told notice={notice} inline={inline} />;
}

function Told({ notice, inline }: { readonly notice: Notice; readonly inline: boolean }) {
  const controller = useController();
  const halted = useApp((state) => state.phase === 'halted');
  const [isHeld, setHeld] = useState(false);
  useLeaving(notice, isHeld);
  return (
    <div
      className={styles['notice']}
      data-inline={inline}
      role={notice.kind === 'error' ? 'alert' : 'status'}
      data-kind={notice.kind}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div>
        <p className={styles['message']}>{notice.message}</p>
        <p>{notice.hint}</p>
      </div>
      {halted && (
        <button type="button" className={button['primary']} onClick={() => void controller.restart()}>
          Restart
        </button>
      )}
      <button type="button" className={`${button['text']} ${styles['close']}`} onClick={() => controller.dismissNotice()} aria-label="Dismiss">
        {icons.close}
      </button>
    </div>
  );
}
