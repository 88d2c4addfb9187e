import type { RunFeatures } from '../../worker/looks/drawing.ts';
import type { Probe, Snapshot } from '../../worker/looks/looks.ts';

/** A snapshot with what its points are: true classes [N] and numbers in the test set [N]. */
export interface DrawnSnapshot extends Probe {
  readonly step: number;
  readonly runs: readonly RunFeatures[];
  /** Whether it does not follow what was shown before it, so that nothing leads there. */
  readonly isApart?: boolean;
  /** Earlier pictures of the same training, in order: the way there, where nothing was seen of it. Only on what is told, not on what is kept. */
  readonly ledBy?: readonly DrawnSnapshot[];
}

/** The first `count` images of a probe with what a snapshot says of them. */
export const ofProbe = ({ step, count, runs }: Snapshot, { labels, indices }: Probe): DrawnSnapshot => ({
  step,
  labels: labels.subarray(0, count),
  indices: indices.subarray(0, count),
  runs,
});

/** Hands snapshots to the panels, past the store: they are drawn, not rendered. */
export class SnapshotFeed {
  /** The images that the snapshots to come are of. */
  probe: Probe | null = null;
  private readonly before: (step: number) => readonly DrawnSnapshot[];
  private readonly listeners = new Set<(snapshot: DrawnSnapshot) => void>();
  private last: DrawnSnapshot | null = null;
  /** A snapshot of the past that is looked at in place of the last one. */
  private past: DrawnSnapshot | null = null;

  /** @param before the pictures that led to a step of the training that is shown. */
  constructor(before: (step: number) => readonly DrawnSnapshot[] = () => []) {
    this.before = before;
  }

  /** @returns the snapshot with its images. */
  publish(snapshot: Snapshot): DrawnSnapshot {
    if (!this.probe) throw new Error('A snapshot came before its images.');
    return this.take(ofProbe(snapshot, this.probe));
  }

  private take(drawn: DrawnSnapshot): DrawnSnapshot {
    this.last = drawn;
    if (!this.past) this.tell(drawn);
    return drawn;
  }

  /**
   * Shows a snapshot of the past until another one or, with null, the last one is shown.
   *
   * @param follows whether it is the next one after what was shown.
   */
  show(past: DrawnSnapshot | null, follows = false): void {
    if (past === null && this.past === null) return;
    this.past = past;
    const shown = past ?? this.last;
    if (shown) this.tell({ ...shown, isApart: !follows });
  }

  /** Calls `listener` with what is shown, if anything, and everything shown later; returns the unsubscribe function. */
  subscribe(listener: (snapshot: DrawnSnapshot) => void): () => void {
    this.listeners.add(listener);
    const shown = this.past ?? this.last;
    if (shown) listener(this.led(shown));
    return () => this.listeners.delete(listener);
  }

  private tell(snapshot: DrawnSnapshot): void {
    const led = this.led(snapshot);
    this.listeners.forEach((listener) => listener(led));
  }

  private led(snapshot: DrawnSnapshot): DrawnSnapshot {
    return { ...snapshot, ledBy: this.before(snapshot.step) };
  }
}
