import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import { useController } from '../shared/context.ts';

/** Least time between two snapshots that tables are counted anew for, in milliseconds. */
const restMs = 300;

/** The last snapshot, a few times a second at most, and only while an element is in sight: out of it, nothing is counted. Null before the first. */
export function useLastSnapshot(element: RefObject<Element | null>): DrawnSnapshot | null {
  const controller = useController();
  const [shown, setShown] = useState<DrawnSnapshot | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: DrawnSnapshot | null = null;
    let inSight = false;
    const show = () => {
      timer = undefined;
      if (inSight) setShown(last);
    };
    const sight = new IntersectionObserver(([entry]) => {
      inSight = entry?.isIntersecting === true;
      show();
    });
    if (element.current) sight.observe(element.current);
    const leave = controller.onSnapshot((snapshot) => {
      last = snapshot;
      timer ??= setTimeout(show, restMs);
    });
    return () => {
      sight.disconnect();
      leave();
      clearTimeout(timer);
    };
  }, [controller, element]);
  return shown;
}
