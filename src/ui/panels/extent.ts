import { easedExtent } from './view.ts';

/** The extent of a view, in feature units, on its way to what the points ask for. */
export class Extent {
  /** What the points ask for. */
  wanted = 0;
  /** The one in use; 0 before the first points. */
  current = 0;

  /** Goes to what is wanted at once. */
  jump(): void {
    this.current = this.wanted;
  }

  /** Moves towards `target` for `elapsedMs`, or there at once when `still`; true while it is on its way. */
  ease(target: number, elapsedMs: number, still: boolean): boolean {
    if (this.current === target) return false;
    this.current = still ? target : easedExtent(this.current, target, Math.min(elapsedMs, 100));
    return this.current !== target;
  }
}
