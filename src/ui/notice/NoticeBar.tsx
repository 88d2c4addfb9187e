import button from '../controls/button.module.css';
import { useApp, useController } from '../shared/context.ts';
import { icons } from '../shared/icons.tsx';
import styles from './NoticeBar.module.css';

/**
 * What went wrong and what to do next, until dismissed: over the page, or `inline` within a dialog, where an image that the page
 * was asked about is no matter. A halted training can be restarted from here.
 */
export function NoticeBar({ inline = false }: { readonly inline?: boolean }) {
  const controller = useController();
  const notice = useApp((state) => state.notice);
  const halted = useApp((state) => state.phase === 'halted');
  if (!notice || (inline && notice.about === 'image')) return null;
  return (
    <div className={styles['notice']} data-inline={inline} role={notice.kind === 'error' ? 'alert' : 'status'} data-kind={notice.kind}>
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
