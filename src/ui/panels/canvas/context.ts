import { PlaygroundError } from '../../../errors.ts';

/** Kept in memory: pixels come from the CPU, and a GPU-backed canvas falls to 3 to 6 frames a second on a software renderer. */
export const settings: CanvasRenderingContext2DSettings = { alpha: false, willReadFrequently: true };

/** A canvas's context. @throws PlaygroundError where the browser gives none. */
export function present<T>(context: T | null): T {
  if (!context) throw new PlaygroundError('The browser gave no canvas to draw features on.', 'Close other tabs, then reload the page.');
  return context;
}
