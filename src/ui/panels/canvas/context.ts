import { PlaygroundError } from '../../../errors.ts';
import { inMemory } from '../../shared/inMemory.ts';

/** Of canvases without transparency. In memory also because pixels come from the CPU: on a GPU they fall to 3 to 6 frames a second on a software renderer. */
export const settings: CanvasRenderingContext2DSettings = { ...inMemory, alpha: false };

/** A canvas's context. @throws PlaygroundError where the browser gives none. */
export function present<T>(context: T | null): T {
  if (!context) throw new PlaygroundError('The browser gave no canvas to draw features on.', 'Close other tabs, then reload the page.');
  return context;
}
