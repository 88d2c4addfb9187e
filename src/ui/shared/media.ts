import { useSyncExternalStore } from 'react';

/** The width below which both panels stack and the weight moves into the docked bar; the style sheets use the same. */
export const phoneQuery = '(max-width: 719px)';

/** Whether a CSS media query holds now; renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** Whether a person asked for little movement. */
export const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
