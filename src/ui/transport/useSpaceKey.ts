import { useEffect } from 'react';
import type { Controller } from '../../app/controller.ts';

/** Elements that use the Space key themselves. A slider does not, so Space pauses right after a weight was moved. */
const usesSpace = 'input:not([type="range"]), select, textarea, button, a, summary, dialog, [contenteditable]';

/** The Space key trains and pauses wherever nothing else needs it. */
export function useSpaceKey(controller: Controller): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'Space' || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest(usesSpace)) return;
      event.preventDefault();
      const { phase } = controller.store.getState();
      if (phase === 'running') void controller.pause();
      if (phase === 'resting') void controller.start();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [controller]);
}
