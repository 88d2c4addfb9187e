import { useEffect } from 'react';
import { presentationShortcuts, shortcutOf } from '../shared/shortcuts.ts';

interface Deeds {
  readonly runCount: number;
  /** Fills the screen with a run's panel, or shows all again. */
  fill(run: number): void;
  leave(): void;
}

/** A panel's number fills the screen with it; Escape goes back to all panels, then leaves. */
export function usePresentationKeys({ runCount, fill, leave }: Deeds): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const pressed = shortcutOf(presentationShortcuts, event);
      const run = Number(event.key) - 1;
      if (pressed === 'leave') leave();
      if (pressed === 'fill' && run < runCount) fill(run);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}
