import type { RunFeatures } from '../../worker/looks/drawing.ts';
import type { Probe, Snapshot } from '../../worker/looks/looks.ts';

/** A snapshot with what its points are: true classes [N] and numbers in the test set [N]. */
export interface DrawnSnapshot extends Probe {
  readonly step: number;
  readonly runs: readonly RunFeatures[];
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
  private readonly listeners = new Set<(snapshot: DrawnSnapshot) => void>();
  private last: DrawnSnapshot | null = null;

  publish(snapshot: Snapshot): void {
    if (!this.probe) throw new Error('A snapshot came before its images.');
    this.tell(ofProbe(snapshot, this.probe));
  }

  /** Tells the last snapshot once more with the heads of the runs, if it is of that step. */
  addHeads(step: number, heads: readonly (Float32Array | null)[]): void {
    const { last } = this;
    if (last?.step !== step || heads.length !== last.runs.length) return;
    this.tell({ ...last, runs: last.runs.map((run, r) => (heads[r] ? { ...run, head: heads[r] } : run)) });
  }

  private tell(drawn: DrawnSnapshot): void {
    this.last = drawn;
    this.listeners.forEach((listener) => listener(drawn));
  }

  /** Calls `listener` with the last snapshot, if any, and every later one; returns the unsubscribe function. */
  subscribe(listener: (snapshot: DrawnSnapshot) => void): () => void {
    this.listeners.add(listener);
    if (this.last) listener(this.last);
    return () => this.listeners.delete(listener);
  }
}
