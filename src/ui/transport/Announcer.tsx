import { useEffect, useState } from 'react';
import { useController } from '../shared/context.ts';
import { announcement } from './announcement.ts';

/** The page's status line for those who hear it. */
export function Announcer() {
  const { store } = useController();
  const [said, say] = useState(() => announcement(null, store.getState()));
  useEffect(
    () =>
      store.subscribe((now, before) => {
        const words = announcement(before, now);
        if (words !== null) say(words);
      }),
    [store],
  );
  return (
    <p role="status" className="visually-hidden">
      {said}
    </p>
  );
}
