import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** What a person wishes to see beside the features. */
export interface Sight {
  /** The regions of the head under the points; remembered. */
  readonly regions: boolean;
  /** Whether the ellipses of one and two standard deviations of each class are drawn. */
  readonly spread: boolean;
  /** Whether a line joins the places of the point that is pointed at, from panel to panel. */
  readonly lines: boolean;
  /** Whether classes are named at their means; null leaves it to their number. */
  readonly names: boolean | null;
  /** The class whose features the tug of war is about; null while that is off. */
  readonly tug: number | null;
  /** Whether its pulls are drawn on a grid over the whole plane too. */
  readonly field: boolean;
  /** Whether the pad to draw on is open. */
  readonly pad: boolean;
  /** Where each run's pulls are asked for, in feature units; where none is, between the origin and the class. */
  readonly places: Readonly<Record<number, readonly [x: number, y: number]>>;
}

const storageKey = 'regions';

/** Storage may be closed to the page; then nothing is remembered. */
function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'on';
  } catch {
    return false;
  }
}

function remember(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  } catch {
    // A page without storage keeps the choice until it is closed.
  }
}

/** One for the page: the switches write it, the panels read it. */
export const sight = createStore<Sight>(() => ({ regions: remembered(), spread: false, lines: false, names: null, tug: null, field: false, pad: false, places: {} }));

/** Changes what is to be seen. */
export function setSight(change: Partial<Sight>): void {
  if (change.regions !== undefined) remember(change.regions);
  sight.setState(change);
}

/** What a lesson begins with: the features alone. */
const bare = { regions: false, spread: false, lines: false, tug: null, field: false, pad: false } as const satisfies Partial<Sight>;

/** Puts away what is seen beside the features, without forgetting the choice. @returns brings it back. */
export function featuresAlone(): () => void {
  const { regions, spread, lines, tug, field, pad } = sight.getState();
  sight.setState(bare);
  return () => setSight({ regions, spread, lines, tug, field, pad });
}

/** One slice of it; the component renders again only when `select` gives another value (by identity). */
export function useSight<T>(select: (seen: Sight) => T): T {
  return useStore(sight, select);
}
