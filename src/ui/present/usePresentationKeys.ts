import { useEffect } from 'react';

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
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const run = Number(event.key) - 1;
      if (event.key === 'Escape') leave();
      else if (Number.isInteger(run) && run >= 0 && run < runCount) fill(run);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  });
}
