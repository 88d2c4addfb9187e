import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * A dialog that is modal while its component is on the page. Closed before it leaves, since only an open one gives the focus back;
 * that closing is not told, or it would close the dialog that takes its place.
 *
 * @param onClosed told when it closes in another way: by Escape, by a press beside it, by `close()`.
 */
export function useModal(onClosed?: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const told = useRef(onClosed);
  useEffect(() => {
    told.current = onClosed;
  });
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (!shown) return;
    const tell = () => {
      if (!shown.open) told.current?.();
    };
    shown.showModal();
    shown.addEventListener('close', tell);
    return () => {
      shown.removeEventListener('close', tell);
      shown.close();
    };
  }, []);
  return dialog;
}
