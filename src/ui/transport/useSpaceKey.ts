import { useEffect } from 'react';
import type { Controller } from '../../app/controller.ts';
import { isForPage, pageShortcuts, shortcutOf } from '../shared/shortcuts.ts';

/** Where the Space key keeps its own meaning: it has none on a slider. */
const usesSpace = 'input:not([type="range"]), select, textarea, button, a, summary, [contenteditable], [tabindex]:not([tabindex="-1"])';

/** Whether it is the bare Space key, pressed where nothing else needs it. */
function isFreeSpace(key: KeyboardEvent): boolean {
  return shortcutOf(pageShortcuts, key) === 'train' && isForPage(key) && !(key.target instanceof Element && key.target.closest(usesSpace));
}

/** The Space key trains and pauses wherever nothing else needs it; held down it counts once. */
export function useSpaceKey(controller: Controller): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isFreeSpace(event)) return;
      event.preventDefault();
      if (event.repeat) return;
      const { phase } = controller.store.getState();
      if (phase === 'running') void controller.pause();
      if (phase === 'resting') void controller.start();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [controller]);
}
