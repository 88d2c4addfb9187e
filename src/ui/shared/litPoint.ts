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

/** A place on a plot, in CSS pixels from its upper left corner. */
export interface LitPlace {
  readonly plot: HTMLElement;
  readonly x: number;
  readonly y: number;
}

/** Where the ringed point lies on the plot of each run, by the run's number; null where it is none of the plot, or outside of it. */
export const litPlaces = createStore<Readonly<Record<number, LitPlace | null>>>(() => ({}));

/** Tells where the ringed point lies now on the plot of a run. */
export function placeLit(run: number, place: LitPlace | null): void {
  if (place || litPlaces.getState()[run]) litPlaces.setState({ [run]: place });
}
