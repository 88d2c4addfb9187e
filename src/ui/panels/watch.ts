/** Whether a person asked for little movement. */
export const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Calls `changed` whenever the pixels per CSS pixel change: with the browser's zoom and from screen to screen. */
export function watchPixelRatio(signal: AbortSignal, changed: () => void): void {
  // A query tells of the next change only.
  const heard = () => {
    changed();
    watchPixelRatio(signal, changed);
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', heard, { once: true, signal });
}

/** Calls `pointed` with true when a pointer comes over an element and with false when it leaves. */
export function watchPointer(element: HTMLElement, signal: AbortSignal, pointed: (over: boolean) => void): void {
  element.addEventListener('pointerenter', () => pointed(true), { signal });
  element.addEventListener('pointerleave', () => pointed(false), { signal });
}
