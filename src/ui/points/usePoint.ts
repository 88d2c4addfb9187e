import { useEffect, useState } from 'react';
import { Latest } from '../../app/drawn/latest.ts';
import type { DrawnSnapshot } from '../../app/store/snapshotFeed.ts';
import type { Inspection } from '../../worker/looks/inspect.ts';
import { useController } from '../shared/context.ts';

/** How long an image is looked at before it is asked about, and how far apart two questions about it are, in milliseconds. */
const restMs = 150;

/** A test image that is looked at, and what is known of it. */
export interface LookedPoint {
  readonly image: number;
  readonly snapshot: DrawnSnapshot;
  /** Null of a step of the past, which the worker does not have any more. */
  readonly inspection: Inspection | null;
}

/**
 * What is known of a test image at the step that is shown, told anew with every snapshot; null until it is there. One question is
 * on its way at a time, the newest next; with another image the last one is dropped.
 */
export function usePoint(image: number | null): LookedPoint | null {
  const controller = useController();
  const [known, setKnown] = useState<LookedPoint | null>(null);
  useEffect(() => {
    if (image === null) return;
    let left = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: DrawnSnapshot | null = null;
    const asking = new Latest<DrawnSnapshot>(async (snapshot) => {
      const inspection = controller.store.getState().shown === null ? await controller.points.inspect(image) : null;
      if (!left) setKnown({ image, snapshot, inspection });
    });
    const leave = controller.onSnapshot((snapshot) => {
      last = snapshot;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (last) void asking.give(last);
      }, restMs);
    });
    return () => {
      left = true;
      asking.drop();
      leave();
      clearTimeout(timer);
    };
  }, [controller, image]);
  return known?.image === image ? known : null;
}
