import type { Snapshot } from '../worker/protocol.ts';

/** Hands snapshots to the panels, past the store: they are drawn, not rendered. */
export class SnapshotFeed {
  private readonly listeners = new Set<(snapshot: Snapshot) => void>();
  private last: Snapshot | null = null;

  publish(snapshot: Snapshot): void {
    this.last = snapshot;
    this.listeners.forEach((listener) => listener(snapshot));
  }

  /** Calls `listener` with the last snapshot, if any, and every later one; returns the unsubscribe function. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void {
    this.listeners.add(listener);
    if (this.last) listener(this.last);
    return () => this.listeners.delete(listener);
  }
}
