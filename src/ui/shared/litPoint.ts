import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** The test image whose point every panel rings, by its number; null for none. */
export interface LitPoint {
  readonly image: number | null;
}

/** One for the page: what is pointed at or has the focus writes it, the panels read it. */
export const litPoint = createStore<LitPoint>(() => ({ image: null }));

/** Rings the point of a test image in every panel; null ends it. */
export function lightPoint(image: number | null): void {
  if (litPoint.getState().image !== image) litPoint.setState({ image });
}

/** The image whose point is ringed now. */
export const useLitPoint = (): number | null => useStore(litPoint, ({ image }) => image);
