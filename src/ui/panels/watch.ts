/** Calls `changed` whenever the pixels per CSS pixel change: with the browser's zoom and from screen to screen. */
export function watchPixelRatio(signal: AbortSignal, changed: () => void): void {
  // A query tells of the next change only.
  const heard = () => {
    changed();
    watchPixelRatio(signal, changed);
  };
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', heard, { once: true, signal });
}

/** Calls `back` whenever the page comes into sight again. */
export function watchReturn(signal: AbortSignal, back: () => void): void {
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && back(), { signal });
}
