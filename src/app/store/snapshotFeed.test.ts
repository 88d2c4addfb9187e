import { describe, expect, it } from 'vitest';
import type { DrawnSnapshot } from './snapshotFeed.ts';
import { SnapshotFeed } from './snapshotFeed.ts';

const none = new Float32Array(0);
const run = { name: 'a', points: Float32Array.of(1, 2), predictions: Uint8Array.of(0), nearest: Uint8Array.of(0), confidences: none, distances: none, centers: none, means: none };

describe('addHeads', () => {
  it('tells the last snapshot once more with the heads of its step, and of no other', () => {
    const feed = new SnapshotFeed();
    feed.probe = { labels: Uint8Array.of(0), indices: Int32Array.of(4) };
    const told: DrawnSnapshot[] = [];
    feed.subscribe((snapshot) => told.push(snapshot));
    feed.publish({ step: 5, count: 1, runs: [run, run] });
    feed.addHeads(4, [none, none]);
    feed.addHeads(5, []);
    expect(told).toHaveLength(1);
    const head = Float32Array.of(7, 8);
    feed.addHeads(5, [head, null]);
    expect(told[1]).toMatchObject({ step: 5, runs: [{ head }, { name: 'a' }] });
    expect('head' in told[1]!.runs[1]!).toBe(false);
    let last: DrawnSnapshot | null = null;
    feed.subscribe((snapshot) => (last = snapshot));
    expect(last).toBe(told[1]);
  });
});
