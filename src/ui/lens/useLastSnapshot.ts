import { useEffect, useState } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { useController } from '../shared/context.ts';

/** Least time between two snapshots that tables are counted anew for, in milliseconds. */
const restMs = 300;

/** The last snapshot, a few times a second at most while training; null before the first. */
export function useLastSnapshot(): DrawnSnapshot | null {
  const controller = useController();
  const [shown, setShown] = useState<DrawnSnapshot | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: DrawnSnapshot | null = null;
    const leave = controller.onSnapshot((snapshot) => {
      last = snapshot;
      timer ??= setTimeout(() => {
        timer = undefined;
        setShown(last);
      }, restMs);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [controller]);
  return shown;
}
