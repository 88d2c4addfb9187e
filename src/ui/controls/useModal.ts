import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** A dialog that is modal while its component is on the page. Closed before it leaves, since only an open one gives the focus back. */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return dialog;
}
